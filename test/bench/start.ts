/** How long Recall takes from its start to being ready, and what it needs when idle, beside a bare Node. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { temporaryFolder } from '../support/recall.ts'

const RUNS = 7

/** Prints a table: milliseconds and megabytes of Recall beside a Node that does nothing. */
export async function benchStart(): Promise<void> {
  const bare = await measure(['--eval', 'process.stdout.write("http://ready\\n"); setInterval(() => {}, 1e6)'])
  const recall = await measure(['src/main.ts'])
  console.log(`\nstart to ready, and memory when idle: medians of ${RUNS}`)
  console.log(line('bare Node', bare, bare))
  console.log(line('Recall', recall, bare))
}

function line(name: string, one: Measured, base: Measured): string {
  const [ms, megabytes] = [one.readyMs, one.megabytes].map(value => String(Math.round(value)).padStart(5))
  return `${name.padEnd(12)} ${ms} ms (${(one.readyMs / base.readyMs).toFixed(1)} times) ${megabytes} MB (${(one.megabytes / base.megabytes).toFixed(1)} times)`
}

interface Measured {
  readyMs: number
  megabytes: number
}

async function measure(program: string[]): Promise<Measured> {
  const runs: Measured[] = []
  for (let run = 0; run < RUNS; run++) runs.push(await startOnce(program))
  const median = (key: keyof Measured) => runs.map(one => one[key]).toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0
  return { readyMs: median('readyMs'), megabytes: median('megabytes') }
}

async function startOnce(program: string[]): Promise<Measured> {
  const folder = temporaryFolder()
  const startedAt = performance.now()
  const child = spawn(process.execPath, program, { env: { DATA_DIR: folder.path, HTTP_PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  const readyMs = performance.now() - startedAt
  await new Promise(resolve => setTimeout(resolve, 1500))
  const megabytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024
  child.kill('SIGTERM')
  await once(child, 'exit')
  folder.remove()
  return { readyMs, megabytes }
}
