/** What the tests need on the machine. They skip nothing: without these they end here, with a sentence. */
import { existsSync } from 'node:fs'
import { spawnSync } from 'node:child_process'

/** Debian's browser; set CHROMIUM to another one. */
export const chromium = process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].find(existsSync) ?? '/usr/bin/chromium'

/** Ends the run with a sentence when something is missing. */
export function setup(): void {
  const missing = [
    spawnSync('redis-server', ['--version']).status === 0 ? null : 'redis-server',
    spawnSync('python3', ['--version']).status === 0 ? null : 'python3',
    existsSync(chromium) ? null : 'chromium (or set CHROMIUM to the path of a Chromium or Chrome)',
  ].filter(name => name !== null)
  if (missing.length > 0) throw new Error(`The tests need ${missing.join(' and ')}. Run \`npm run setup\`, which installs what it may and otherwise says what to install.`)
  if (Number(process.versions.node.split('.')[0]) < 26) throw new Error('The tests need the Node 26 that `npm ci` brings. Run them with `npm test`.')
}
