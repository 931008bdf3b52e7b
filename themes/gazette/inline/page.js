// Light or dark before anything is painted; then what a page offers beside its text, where a browser can do it.
(() => {
  const root = document.documentElement
  const kept = (value) => {
    try {
      return value ? localStorage.setItem("scheme", value) : localStorage.getItem("scheme")
    } catch {
      return null // a reader who keeps nothing chooses for one page
    }
  }
  const scheme = kept()
  if (scheme) root.style.colorScheme = scheme
  root.classList.add("js")

  const date = document.querySelector('[property="article:published_time"]')
  if (date && Date.now() - Date.parse(date.content) > 365 * 864e5) root.classList.add("old")

  const all = (selector, act) => {
    for (const each of document.querySelectorAll(selector)) each.addEventListener("click", act)
  }
  addEventListener("DOMContentLoaded", () => {
    all(".scheme", () => {
      const chosen = root.style.colorScheme
      const dark = chosen ? chosen == "dark" : matchMedia("(prefers-color-scheme:dark)").matches
      kept((root.style.colorScheme = dark ? "light" : "dark"))
    })
    addEventListener("keydown", (event) => {
      const busy = event.target.closest?.("input,select,textarea,[contenteditable]")
      if (event.key != "/" || busy || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      const field = document.querySelector("[type=search]")
      field ? field.focus() : document.querySelector(".find")?.click()
    })
    all(".share", async ({ currentTarget: button }) => {
      const { title, location } = document
      const url = location.href.split("#")[0]
      try {
        if (navigator.share) return await navigator.share({ title, url })
        await navigator.clipboard.writeText(url)
        button.textContent = button.dataset.done
      } catch {} // the reader thought better of it
    })
  })
})()
