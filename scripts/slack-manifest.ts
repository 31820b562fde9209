/**
 * Writes deploy/slack-manifest.yaml, the manifest for Socket Mode with `/recall` alone. With flags it prints another form instead:
 * `--commands quiz,formula` adds commands of their own, `--url https://recall.example` is for HTTP.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { slackManifest } from './slack/manifest.ts'

try {
  const { values } = parseArgs({ options: { commands: { type: 'string' }, url: { type: 'string' } } })
  const own = values.commands?.split(',').map(word => word.trim().replace(/^\//, '')) ?? []
  const text = slackManifest({ own, url: values.url ?? null })
  if (Object.keys(values).length > 0) process.stdout.write(text)
  else write(text)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

function write(text: string): void {
  const folder = fileURLToPath(new URL('../deploy/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}slack-manifest.yaml`, text)
  console.log('deploy/slack-manifest.yaml is new.')
}
