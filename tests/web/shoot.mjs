// Takes a picture of each page named, as wide and in such a scheme as is asked for.
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const job = JSON.parse(readFileSync(0, 'utf8'))
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update']
const browser = await chromium.launch({ executablePath: job.browser, args: FLAGS })
for (const { width, height, colorScheme, name } of job.looks) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: job.scale, colorScheme })
  const page = await context.newPage()
  for (const [kind, url] of Object.entries(job.pages)) {
    await page.goto(job.base + url, { waitUntil: 'networkidle' })
    await page.screenshot({ path: `${job.folder}/${kind}-${name}.png` })
  }
  await context.close()
}
await browser.close()
process.stdout.write('[]')
