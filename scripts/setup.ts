/** Installs what the tests need (redis-server, chromium, python3) through apt where it may; else says what to install. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '../test/support/needs.ts'

const missing = [
  ...(works('redis-server') ? [] : ['redis-server']),
  ...(works('redis-benchmark') ? [] : ['redis-tools']),
  ...(existsSync(chromium) ? [] : ['chromium']),
  ...(works('python3') ? [] : ['python3']),
]

if (missing.length === 0) {
  console.log('redis-server, chromium and python3 are here. Nothing to install; run `npm test`.')
} else if (works('apt-get') && process.getuid?.() === 0) {
  install()
} else {
  const how = works('apt-get') ? `sudo apt-get install ${missing.join(' ')}` : process.platform === 'darwin' ? 'brew install redis chromium python' : `the packages ${missing.join(', ')} of your system`
  console.error(`The tests need ${missing.join(' and ')}, and this user may not install them. Install them with:\n  ${how}\nA Chromium or Chrome elsewhere is used when CHROMIUM holds its path.`)
  process.exitCode = 1
}

function install(): void {
  console.log(`Installing ${missing.join(', ')} …`)
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const steps = [['update', '-qq'], ['install', '-y', '-qq', '--no-install-recommends', ...missing]]
  const failed = steps.find(step => spawnSync('apt-get', step, { stdio: 'inherit', env: environment }).status !== 0)
  if (failed === undefined) console.log('Done. Run `npm test`.')
  else console.error(`apt-get ${failed[0]} failed. Install ${missing.join(' and ')} by hand, then run \`npm test\`.`)
  process.exitCode = failed === undefined ? 0 : 1
}

function works(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined
}
