// The search page: the articles in which all words stand that were typed, with the tag and of the year that were chosen.
(() => {
  const form = document.querySelector(".finder")
  const status = form.querySelector("[role=status]")
  const results = document.querySelector(".results")
  const files = new Map()

  const element = (name, text, more) => Object.assign(document.createElement(name), { textContent: text }, more)
  const item = ([title, url, date, , text]) => {
    const made = element("li", "")
    made.append(element("a", title, { href: url }), element("p", `${text.slice(0, 160)}…`), element("time", date))
    return made
  }
  const load = (year) => {
    if (!files.has(year)) files.set(year, fetch(`${form.dataset.folder}${year}.json`).then((answer) => answer.json()))
    return files.get(year)
  }
  const search = async () => {
    const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean)
    const tag = form.tag.value
    const year = form.year.value
    const years = year ? [year] : [...form.year.options].map((each) => each.value).filter(Boolean)
    const found = (await Promise.all(years.map(load))).flat().filter(
      ([title, , , tags, text]) =>
        (!tag || tags.includes(tag)) &&
        words.every((word) => `${title} ${text}`.toLowerCase().includes(word)),
    )
    status.textContent = found.length ? form.dataset.found.replace("{number}", found.length) : form.dataset.none
    results.replaceChildren(...found.slice(0, 10).map(item))
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    search().catch(() => {
      status.textContent = form.dataset.failed
    })
  })
  form.q.value = new URLSearchParams(location.search).get("q") ?? ""
  if (form.q.value) form.requestSubmit()
})()
