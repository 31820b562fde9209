/** A real Recall process, started as people start it, on a free port and a folder of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Message } from '../../src/adapters/playground/chat.ts'
import type { Card } from '../../src/bot/card.ts'

export interface Recall {
  url: string
  output(): string
  errors(): string
  /** Sends a signal and waits for the end; gives the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>
  send(as: string, text: string, channel?: string): Promise<Card | null>
  press(as: string, press: string, channel?: string): Promise<Card | null>
  messages(): Promise<Message[]>
  now(): Promise<number>
  /** Jumps the playground's clock to this instant; everything due has happened when it resolves. */
  jump(to: number): Promise<void>
}

type Environment = Record<string, string>

/** A folder that is removed at the end of the test that asked for it. */
export function temporaryFolder(): { path: string, remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'recall-data-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Runs Recall in a folder until it ends by itself: a start that fails. */
export async function failToStart(environment: Environment, folder = '.'): Promise<{ code: number | null, errors: string, output: string }> {
  const child = launch(environment, folder)
  const [code] = await once(child.process, 'exit') as [number | null]
  return { code, errors: child.errors(), output: child.output() }
}

/** Begins to start Recall, and does not wait for it. */
export function beginRecall(environment: Environment): Pick<Recall, 'output' | 'errors' | 'end'> {
  return running(launch({ HTTP_PORT: '0', LOG_LEVEL: 'warn', ...environment }, '.'))
}

function running({ process: child, output, errors }: ReturnType<typeof launch>): Pick<Recall, 'output' | 'errors' | 'end'> {
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    child.kill(signal)
    const [code] = await once(child, 'exit') as [number | null]
    return code
  }
  return { output, errors, end }
}

/** Starts Recall and waits until it says where it is. */
export async function startRecall(environment: Environment): Promise<Recall> {
  const child = launch({ HTTP_PORT: '0', LOG_LEVEL: 'warn', ...environment }, '.')
  const url = await new Promise<string>((found, reject) => {
    child.process.once('exit', code => reject(new Error(`Recall ended with ${code}: ${child.errors()}`)))
    child.process.stdout.on('data', () => {
      const said = /http:\/\/[^\s/]+/.exec(child.output())?.[0]
      if (said !== undefined) found(said)
    })
  })
  const get = async (path: string) => (await (await fetch(`${url}${path}`)).json()) as { now: number, messages: Message[] }
  const post = async (path: string, body: object) => {
    const response = await fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    const answer = await response.json() as { private?: Card, update?: Card, error?: string }
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.private ?? answer.update ?? null
  }
  return {
    url,
    ...running(child),
    send: (as, text, channel = 'general') => post('/api/send', { as, channel, text }),
    press: (as, press, channel = 'general') => post('/api/press', { as, channel, press }),
    messages: async () => (await get('/api/state')).messages,
    now: async () => (await get('/api/state')).now,
    jump: async to => { await post('/api/clock', { to }) },
  }
}

function launch(environment: Environment, folder: string) {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [resolve('src/main.ts')], { cwd: folder, env: { PATH, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { output += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { errors += text })
  return { process: child, output: () => output, errors: () => errors }
}
