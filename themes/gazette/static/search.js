// The search page. It fetches what the words that were typed need of the index (digest/site/search.py), and no more.
// All text is written as text: nothing that is found can become an element.
(() => {
  const form = document.querySelector(".finder")
  if (!form) return
  const say = form.dataset
  const query = form.elements.q
  const filters = ["source", "tag", "year"]
  const status = form.querySelector("[role=status]")
  const meant = form.querySelector(".meant")
  const results = document.querySelector(".results")
  const further = document.querySelector(".further")
  const WEIGHTS = [0, 1, 1.5, 3, 4, 6] // of a word in the text, often there, in the summary, a term, the title
  const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
  const SHOWN = 10
  const PREFIX = 2 // letters of a word from which on its rest is guessed
  const KEYS = ["`qwertyuiop[]asdfghjkl;'zxcvbnm,.", "ёйцукенгшщзхъфывапролджэячсмитьбю"]

  // Words and their roots, as in digest/roots.py

  const WORD = /[\p{L}\p{N}]+/gu
  const CONSONANT = "[бвгджзйклмнпрстфхцчшщ]"
  const FLEETING = new RegExp(`(${CONSONANT})(?:ь?е(?=[кц]$)|о(?=к$)|ь(?=[кц]$))`)
  const folded = (text) => text.normalize("NFC").replace(/[\u00ad\u0300-\u036f]/g, "").toLowerCase().replace(/ё/g, "е")
  const endings = new Map()

  const learn = (table) => {
    let label
    for (const word of table.split(" ")) {
      if (word.endsWith(":")) label = [+word[0], word.slice(1, -1)]
      else endings.set(word, label)
    }
  }

  const cut = (word, otherwise) => {
    const anchored = "^" + word
    let label
    for (let size = Math.min(7, anchored.length); size && !label; size--) label = endings.get(anchored.slice(-size))
    const [letters, mark] = label || [otherwise, ""]
    const left = word.slice(0, Math.max(word.length - letters, Math.min(3, word.length)))
    return (left.length > 3 ? left.replace(FLEETING, "$1") : left) + mark
  }

  const root = (word) => {
    word = word.slice(0, 40)
    if (/^[а-я](?:.*[а-я])?$/.test(word)) {
      const plain = word.length > 4 ? word.replace(/([аеиоуыюяйтлшьвм])с[ья]$/, "$1") : word
      const found = cut(plain, 1)
      return plain === word ? found : found.replace(/v$/, "s")
    }
    return /^[a-z](?:.*[a-z])?$/.test(word) ? cut(word, 0).replace(/([^aeiouls])\1$/, "$1") : word
  }

  const surname = (word) => word.length > 4 && /[ое]в$/.test(word)
  const named = (word) => (surname(word) ? word : root(word))
  const asVerb = (found) => found.replace(/[vs]$/, (mark) => (mark === "v" ? "s" : "v")) // one in -ся, or the other
  const kindred = new Map()

  const kin = (found) => {
    if (/^[а-я].*s$/.test(found)) return kin(asVerb(found)).filter((each) => each.endsWith("v")).map(asVerb)
    const all = [found]
    for (let size = Math.min(7, found.length - 2); size >= 0; size--) {
      const [stem, end] = [found.slice(0, found.length - size), found.slice(found.length - size)]
      for (const other of kindred.get(end) || []) all.push(stem + other)
    }
    return all
  }

  // The index

  let index
  let files = new Map()

  const fetched = async (address, options) => {
    const answer = await fetch(address, options)
    if (!answer.ok) throw new Error(`${answer.status} ${address}`)
    return answer
  }

  const opened = () => {
    index ??= (async () => {
      const told = await (await fetched(`${say.folder}manifest.json`, { cache: "no-cache" })).json()
      learn(told.endings)
      for (const row of told.kin.split(" ")) {
        const [end, others] = row.split(":")
        kindred.set(end, others.split(","))
      }
      return { ...told, starts: told.starts ? told.starts.split(" ") : [], stop: new Set(told.stop.split(" ")) }
    })()
    return index
  }

  const file = async (name) => {
    const { version } = await opened()
    if (!files.has(name)) files.set(name, fetched(`${say.folder}${name}.json?${version}`).then((answer) => answer.json()))
    return files.get(name)
  }

  const decoded = (text, found, factor = 1) => {
    text.split(".").forEach((part, level) => {
      let [number, distance] = [0, 0]
      for (const letter of part) {
        const digit = DIGITS.indexOf(letter)
        distance = distance * 32 + (digit & 31)
        if (digit > 31) continue
        number += distance
        distance = 0
        found.set(number, Math.max(found.get(number) || 0, WEIGHTS[level + 1] * factor))
      }
    })
    return found
  }

  const shard = (start) => file("s" + [...start].map((letter) => letter.codePointAt(0).toString(16)).join("-"))

  const holding = async (key) => {
    const { starts } = await opened()
    const start = starts.findLast((each) => each <= key)
    const lists = start === undefined ? {} : await shard(start)
    return decoded(Object.hasOwn(lists, key) ? lists[key] : "", new Map())
  }

  const all = (keys) => Promise.all(keys.map(holding))

  const together = (lists) => {
    const found = new Map()
    for (const each of lists) for (const [number, weight] of each) found.set(number, Math.max(found.get(number) || 0, weight))
    return found
  }

  // A word may be a name or not: both are asked. Only Иванов is hardly the plural of Иван, though домов may be that of
  // дом: what is frequent decides.
  const sought = async (word) => {
    const [names, others] = [kin(named(word)).map((each) => each + "^"), kin(root(word))]
    const [[{ size: proper }], [{ size: common }]] = await Promise.all([names, others].map((some) => all(some.slice(0, 1))))
    const asked = surname(word) && common <= proper * 4 ? names : [...names, ...others]
    const found = together(await all(asked))
    return found.size || !/[vs]$/.test(others[0]) ? found : together(await all(kin(asVerb(others[0]))))
  }

  const beginning = async (letters, found) => {
    const { starts } = await opened()
    const first = starts.findLast((each) => each <= letters)
    const some = starts.filter((each) => each === first || each.startsWith(letters))
    for (const lists of await Promise.all(some.slice(0, 4).map(shard))) {
      for (const key in lists) if (key.startsWith(letters)) decoded(lists[key], found, 0.5)
    }
    return found
  }

  // What a query finds

  const asked = async (text) => {
    const { stop } = await opened()
    return [...new Set(folded(text).match(WORD))].filter((word) => !stop.has(word))
  }

  const found = async (words, typing) => {
    const last = words.at(-1)
    return Promise.all(words.map(async (word) => {
      const holders = await sought(word)
      const guess = word === last && word.length >= PREFIX && (typing || !holders.size)
      return guess ? beginning(word, holders) : holders
    }))
  }

  const narrowed = async (chosen) => {
    const { bits, year } = await opened()
    const sets = await Promise.all([chosen.source && `@${chosen.source}`, chosen.tag && `#${chosen.tag}`].filter(Boolean).map(holding))
    const inYear = (number) => !chosen.year || year + Math.floor((number >> bits) / 12) === +chosen.year
    return { sets, fits: (number) => inYear(number) && sets.every((each) => each.has(number)) }
  }

  const ranked = async (words, chosen, typing) => {
    const { count } = await opened()
    const [lists, { sets, fits }] = await Promise.all([found(words, typing), narrowed(chosen)])
    const scores = new Map()
    for (const holders of words.length ? lists : sets.slice(0, 1)) {
      const rare = Math.log(1 + count / (holders.size || 1))
      for (const [number, weight] of holders) {
        if (!fits(number)) continue
        const [matched, score] = scores.get(number) || [0, 0]
        scores.set(number, [matched + 1, score + weight * rare])
      }
    }
    const most = Math.max(0, ...[...scores.values()].map(([matched]) => matched))
    const best = [...scores].filter(([, [matched]]) => matched === most)
    best.sort(([a, [, x]], [b, [, y]]) => y - x || b - a)
    return { numbers: best.map(([number]) => number), whole: most >= words.length, missing: lists.some((each) => !each.size) }
  }

  const otherwise = (text) => {
    const [from, to] = /[а-яё]/i.test(text) ? [KEYS[1], KEYS[0]] : KEYS
    return [...text.toLowerCase()].map((letter) => to[from.indexOf(letter)] ?? letter).join("")
  }

  // What is shown of it

  const element = (name, text = "", className = "") => {
    const made = document.createElement(name)
    made.textContent = text
    if (className) made.className = className
    return made
  }

  const matcher = (words, typing) => {
    const roots = new Set(words.flatMap((word) => [word, ...kin(root(word)), ...kin(word)]))
    const last = words.at(-1)
    return (word) => roots.has(root(word)) || roots.has(word) || (typing && word.startsWith(last))
  }

  const marked = (parent, text, matches) => {
    let [end, count] = [0, 0]
    for (const { 0: word, index: start } of text.matchAll(/[\p{L}\p{N}\p{M}\u00ad]+/gu)) {
      if (!matches(folded(word))) continue
      parent.append(text.slice(end, start), element("mark", word))
      end = start + word.length
      count++
    }
    parent.append(text.slice(end))
    return count
  }

  const around = (text, matches) => {
    const first = [...text.matchAll(WORD)].find(({ 0: word }) => matches(folded(word)))
    if (!first) return ""
    const start = first.index < 100 ? 0 : text.indexOf(" ", first.index - 80) + 1
    const end = text.length - start < 240 ? text.length : text.lastIndexOf(" ", start + 220)
    return (start ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "")
  }

  // A word that only the text has is shown in its sentence, for which the article itself is asked.
  const fromText = async (address, parent, matches) => {
    try {
      const [, main = ""] = (await (await fetched(address)).text()).split(/<main\b|<.main>/)
      const page = new DOMParser().parseFromString(`<main${main}`, "text/html")
      for (const each of page.querySelectorAll(".prose > *")) {
        const text = around(each.textContent.replace(/\s+/g, " ").trim(), matches)
        if (!text) continue
        parent.textContent = ""
        return marked(parent, text, matches)
      }
    } catch {} // the summary is there already
  }

  const result = ([title, url, date, shown, source = "", summary = "", lang = ""], matches) => {
    const item = element("li", "", "teaser")
    const heading = element("h2")
    const link = element("a")
    const text = element("p")
    const meta = element("p", "", "meta")
    if (lang) item.lang = lang
    link.href = say.base.replace(/\/$/, "") + encodeURI(url)
    const marks = marked(link, title, matches) + marked(text, summary, matches)
    heading.append(link)
    const time = element("time", shown)
    time.dateTime = date
    meta.append(time, source && ` · ${source}`)
    item.append(heading, text, meta)
    if (!marks && !navigator.connection?.saveData) fromText(link.href, text, matches)
    return item
  }

  let turn = 0
  let left = []
  let matches = () => false

  const show = async (mine) => {
    const some = left.slice(0, SHOWN)
    const rows = await Promise.all(some.map(async (number) => (await file(number >> 3))[number & 7]))
    if (mine !== turn) return
    left = left.slice(SHOWN)
    results.append(...rows.filter(Boolean).map((row) => result(row, matches)))
    further.parentNode.hidden = !left.length
  }

  const tell = (words, chosen, { numbers, whole }) => {
    const any = words.length || chosen.source || chosen.tag
    const sentence = !any ? "" : !numbers.length ? say.none : whole ? say.found : say.some
    status.textContent = sentence.replace("{number}", numbers.length)
  }

  const suggest = async (text, mine) => {
    const other = otherwise(text)
    const words = await asked(other)
    const lists = words.length ? await found(words, false) : []
    if (mine !== turn || !lists.length || lists.some((each) => !each.size)) return
    meant.textContent = other
    meant.parentNode.hidden = false
  }

  const search = async (typing) => {
    const mine = ++turn
    const text = query.value
    const chosen = Object.fromEntries(filters.map((name) => [name, form.elements[name]?.value || ""]))
    try {
      const words = await asked(text)
      const outcome = await ranked(words, chosen, typing && !/\s$/.test(text))
      if (mine !== turn) return
      matches = matcher(words, typing)
      left = outcome.numbers
      results.textContent = ""
      meant.parentNode.hidden = further.parentNode.hidden = true
      tell(words, chosen, outcome)
      await show(mine)
      if (outcome.missing) await suggest(text, mine)
    } catch {
      if (mine === turn) status.textContent = say.failed
      index = undefined // it may have been written anew: the next time all is asked again
      files = new Map()
    }
  }

  // The address

  const address = () => {
    const given = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()))
    return location.pathname + (given.size ? `?${given}` : "")
  }

  // A filter with many values has the most frequent ones; the others come between them when a reader turns to it.
  const complete = async (field) => {
    if (field?.dataset.more === undefined) return
    delete field.dataset.more
    try {
      for (const [place, [value, name]] of (await file(`${field.name}s`)).entries()) {
        const next = field.options[place + 1]
        if (next?.value !== value) field.add(new Option(name, value), next)
      }
    } catch {
      field.dataset.more = ""
    }
  }

  const restore = async () => {
    const given = new URLSearchParams(location.search)
    const has = (field, value) => [...field.options].some((each) => each.value === value)
    for (const name of ["q", ...filters]) {
      const field = form.elements[name]
      const value = given.get(name) || ""
      if (!field) continue
      if (field.options && value && !has(field, value)) await complete(field)
      if (field.options && value && !has(field, value)) field.add(new Option(value))
      field.value = value
    }
    search(false)
  }

  const submit = () => {
    if (address() !== location.pathname + location.search) history.pushState(null, "", address())
    search(false)
  }

  let waiting
  query.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      history.replaceState(null, "", address())
      search(true)
    }, 150)
  })
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    clearTimeout(waiting)
    submit()
  })
  form.addEventListener("change", ({ target }) => target !== query && submit())
  for (const name of filters) {
    for (const event of ["focus", "pointerenter"]) form.elements[name]?.addEventListener(event, ({ target }) => complete(target))
  }
  further.addEventListener("click", () => show(turn))
  meant.addEventListener("click", () => {
    query.value = meant.textContent
    submit()
  })
  addEventListener("popstate", restore)

  document.addEventListener("keydown", (event) => {
    const links = [...results.querySelectorAll("a")]
    const place = links.indexOf(document.activeElement)
    const inQuery = document.activeElement === query
    if (event.key === "Escape" && (inQuery || place >= 0)) {
      if (inQuery && query.value) {
        query.value = ""
        submit()
      }
      query.focus()
    } else if (event.key === "ArrowDown" && (inQuery || place >= 0)) (links[place + 1] || document.activeElement).focus()
    else if (event.key === "ArrowUp" && place >= 0) (links[place - 1] || query).focus()
    else return
    event.preventDefault()
  })

  if (location.search) restore()
  else query.focus()
})()
