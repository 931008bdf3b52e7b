// Opens pages in a browser, as a reader would with each width, scheme and wish, and tells what is wrong with them.
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const job = JSON.parse(readFileSync(0, 'utf8'))
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update']
const browser = await chromium.launch({ executablePath: job.browser, args: FLAGS })
const found = []

async function context(wish, act) {
  const opened = await browser.newContext({ viewport: { width: wish.width ?? 1280, height: 900 }, ...wish.options })
  const page = await opened.newPage()
  const note = (what) => found.push({ ...wish.about, url: page.url().slice(job.base.length), ...what })
  page.on('console', (said) => said.type() == 'error' && note({ rule: 'console', says: said.text() }))
  page.on('pageerror', (error) => note({ rule: 'error', says: String(error) }))
  page.on('dialog', (dialog) => (note({ rule: 'active', says: dialog.message() }), dialog.dismiss()))
  page.on('request', (request) => {
    const { origin } = new URL(request.url())
    if (request.url().startsWith('data:') || origin == new URL(job.base).origin) return
    note({ rule: 'foreign request', says: request.url() })
  })
  for (const url of job.pages) {
    await page.goto(job.base + url, { waitUntil: 'load' })
    await page.waitForFunction(() => !document.querySelector('[data-busy]')) // of the desk: parts that come when they come
    await act(page, note)
  }
  await opened.close()
}

async function axed(page, note) {
  const { violations } = await page.evaluate((rules) => axe.run({ runOnly: rules }), RULES)
  for (const { id, nodes } of violations)
    note({ rule: `axe ${id}`, says: `${nodes.length}: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}` })
}

async function seen(page, note) {
  await page.evaluate(axe)
  await axed(page, note)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (wide > 0) note({ rule: 'reflow', says: `${wide} pixels too wide` })
  for (const says of await page.evaluate(small)) note({ rule: 'target', says })
  for (const says of await page.evaluate(outside)) note({ rule: 'field', says })
}

// Fields that stand over what is beside them.
function outside() {
  const right = (each) => each.getBoundingClientRect().right
  return [...document.querySelectorAll('input, select, textarea')].filter((each) => each.checkVisibility() && right(each) > right(each.parentElement) + 1).map((each) => each.outerHTML.slice(0, 100))
}

// What is hard to hit. A link within a sentence has the height of its line, and boxes have the size that browsers give them.
function small() {
  const inline = (each) => getComputedStyle(each).display == 'inline' && each.closest('p, .prose li, blockquote, td')
  return [...document.querySelectorAll('a[href], button, input, select, summary')].filter((each) => each.checkVisibility() && !each.matches(':is(.skip, [type=checkbox])') && !inline(each)).map((each) => [each, each.getBoundingClientRect()])
    .filter(([, { width, height }]) => width && Math.min(width, height) < 23.9).map(([each, { width, height }]) => `${width.toFixed(1)} × ${height.toFixed(1)}: ${each.outerHTML.slice(0, 100)}`)
}

// What keeps no shape: words torn into letters, pictures beyond their size or the window, lists beside their column.
function shapeless() {
  const found = []
  const lines = (node) => {
    const range = document.createRange(), walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), tops = new Set()
    while (walk.nextNode()) {
      range.selectNodeContents(walk.currentNode)
      for (const { top } of range.getClientRects()) tops.add(Math.round(top))
    }
    return tops.size
  }
  for (const each of document.querySelectorAll('th, td, .name a'))
    if (lines(each) > each.textContent.trim().split(/\s+/).length) found.push(`torn: ${each.textContent.trim()}`)
  for (const each of document.querySelectorAll('main img')) {
    const { width, height } = each.getBoundingClientRect()
    const own = { width: each.getAttribute('width') ?? each.naturalWidth, height: each.getAttribute('height') ?? each.naturalHeight }
    if (width > own.width * 1.01 && !each.closest('.teaser')) found.push(`${width} wide, not ${own.width}: ${each.src}`)
    if (height > innerHeight) found.push(`${height} high: ${each.src}`)
  }
  const main = document.querySelector('main').getBoundingClientRect()
  for (const each of document.querySelectorAll('.prose :is(ul, ol)'))
    if (parseFloat(getComputedStyle(each).paddingInlineStart) < 12) found.push(`signs of a list outside: ${each.outerHTML.slice(0, 60)}`)
  for (const each of document.querySelectorAll('.prose *, .opening *')) {
    const { left, right } = each.getBoundingClientRect()
    if (each.matches(':not(:is(pre, table) *)') && (left < main.left - 1 || right > main.right + 1)) found.push(`beside the column: ${each.outerHTML.slice(0, 60)}`)
  }
  for (const each of document.querySelectorAll('.year')) {
    const [year, first] = [each.querySelector('h2'), each.querySelector('li')]
    if (year.getBoundingClientRect().top > first.getBoundingClientRect().bottom) found.push(`below what it heads: ${year.textContent}`)
  }
  return found
}

const TASKS = {
  async shape() {
    for (const width of [320, 1280])
      await context({ about: { width }, width }, async (page, note) => {
        for (const says of await page.evaluate(shapeless)) note({ rule: 'shape', says })
      })
  },

  // Every width in both schemes; axe is put in past the policy of the page, which is kept in all other tasks.
  async schemes() {
    for (const colorScheme of ['light', 'dark'])
      for (const width of [320, 768, 1280])
        await context({ about: { width, colorScheme }, width, options: { colorScheme, bypassCSP: true } }, seen)
  },

  async wishes() {
    for (const wish of [{ forcedColors: 'active' }, { contrast: 'more' }, { reducedMotion: 'reduce' }])
      await context({ about: wish, width: 390, options: { ...wish, bypassCSP: true } }, async (page, note) => {
        await seen(page, note)
        if (wish.reducedMotion) {
          const moves = await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)
          if (moves != 'auto') note({ rule: 'motion', says: moves })
        }
      })
  },

  // With the policy in force: nothing is refused, nothing runs that should not.
  async policy() {
    await context({ about: {} }, async (page, note) => {
      if (await page.evaluate(() => window.hit)) note({ rule: 'active', says: 'a script of the content ran' })
    })
  },

  async scriptless() {
    const texts = {}
    const keep = async (page) => (texts[page.url()] = await page.evaluate(() => document.querySelector('main').innerText.length))
    await context({ about: {} }, keep)
    await context({ about: { scripts: false }, options: { javaScriptEnabled: false } }, async (page, note) => {
      const { length, instead, dead } = await page.evaluate(() => ({
        length: document.querySelector('main').innerText.length,
        instead: document.querySelectorAll('main a[href]').length, // of a page that is a program, and says so
        dead: [...document.querySelectorAll('button')].filter((each) => each.checkVisibility()).length
      }))
      if (length < texts[page.url()] * 0.8 && instead < 3) note({ rule: 'scriptless', says: `${length} of ${texts[page.url()]} letters` })
      if (dead) note({ rule: 'scriptless', says: `${dead} buttons that do nothing` })
    })
  },

  async keyboard() {
    await context({ about: {}, options: { reducedMotion: 'reduce' } }, async (page, note) => {
      const begun = await page.evaluate(() => document.activeElement != document.body) // in the field of the search
      await page.keyboard.press('Tab')
      if (!begun && !(await page.evaluate(() => document.activeElement.matches('.skip')))) note({ rule: 'keyboard', says: 'skip link is not first' })
      const many = await page.evaluate(() => document.querySelectorAll('a[href], button, input, select, summary').length)
      const order = []
      for (let step = 0; step < Math.min(many, 60); step++) {
        const place = await page.evaluate(() => {
          const at = document.activeElement
          const style = getComputedStyle(at)
          const box = at.getBoundingClientRect()
          return { name: at.outerHTML.slice(0, 80), body: at == document.body, ring: style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2, shown: box.width > 0 && box.bottom > 0 && box.top < innerHeight }
        })
        if (place.body) break
        if (!place.ring) note({ rule: 'focus', says: `not to be seen at ${place.name}` })
        if (!place.shown) note({ rule: 'focus', says: `out of sight at ${place.name}` })
        order.push(place.name)
        await page.keyboard.press('Tab')
      }
      if (new Set(order).size < Math.min(3, many)) note({ rule: 'keyboard', says: `stuck: ${order.join(' ')}` })
    })
  },

  async choice() {
    await context({ about: {}, options: { colorScheme: 'light' } }, async (page, note) => {
      const button = page.locator('.scheme')
      const state = () => page.evaluate(() => ({ paper: getComputedStyle(document.body).backgroundColor, top: document.querySelector('h1').getBoundingClientRect().top, height: document.documentElement.scrollHeight }))
      await page.evaluate(() => localStorage.clear())
      await page.reload()
      const before = await state()
      await button.click()
      const after = await state()
      if (after.paper == before.paper) note({ rule: 'choice', says: 'the colours stay' })
      if (after.top != before.top || after.height != before.height) note({ rule: 'choice', says: 'the page moves' })
      await page.reload({ waitUntil: 'commit' })
      await page.waitForSelector('body')
      if ((await state()).paper != after.paper) note({ rule: 'choice', says: 'it is forgotten, or comes late' })
    })
  },

  async measure() {
    const wish = { about: { width: 1280 } }
    await context(wish, async (page) => {
      const lines = await page.evaluate(() => [...document.querySelectorAll('.prose > p')].map((each) => {
        const range = document.createRange(), ends = []
        const walk = document.createTreeWalker(each, NodeFilter.SHOW_TEXT)
        let line = 0, last = null
        while (walk.nextNode()) for (let at = 0; at < walk.currentNode.length; at++) {
          range.setStart(walk.currentNode, at), range.setEnd(walk.currentNode, at + 1)
          const { bottom, width } = range.getBoundingClientRect()
          if (!width) continue
          if (last !== null && bottom > last + 8) ends.push(line), (line = 0)
          line++, (last = bottom)
        }
        return ends
      }).flat())
      found.push({ rule: 'lines', url: page.url().slice(job.base.length), lines })
    })
  },

  async coverage() {
    await context({ about: {} }, async (page, note) => {
      await page.coverage.startCSSCoverage()
      await page.reload()
      const sheets = await page.coverage.stopCSSCoverage()
      const used = sheets.flatMap((each) => each.ranges).reduce((sum, { start, end }) => sum + end - start, 0)
      const total = sheets.reduce((sum, each) => sum + each.text.length, 0)
      note({ rule: 'coverage', used, total })
    })
  }
}

for (const task of job.tasks) await TASKS[task]()
await browser.close()
process.stdout.write(JSON.stringify(found))
