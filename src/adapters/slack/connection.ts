/** Socket Mode: Slack tells what people do over a socket that Recall opens, and opens again whenever it is lost. */
import { setTimeout as sleep } from 'node:timers/promises'
import { SocketModeReceiver, webApi, type Logger, type Receiver } from '@slack/bolt'
import type { Bot } from '../../bot/bot.ts'
import { backoffMs } from '../../engine/backoff.ts'
import { isRefusedToken } from './refusals.ts'

/** How Slack tells what people do. */
export interface Connection {
  /** What Bolt listens to. */
  receiver: Receiver
  /** Begins; rejects with a sentence when Slack refuses to, and waits while Slack is away. */
  open(): Promise<void>
  isOpen(): boolean
  close(): Promise<void>
}

/** What a socket stands on: `api` is another base of the Web API; once `signal` has ended, a line that is lost stays lost. */
export interface SocketNeeds {
  appToken: string
  api: string | undefined
  signal: AbortSignal
  logger: Logger
  onTrouble: Bot['onTrouble']
}

/** A line that is silent for so long is lost. */
const PING_MS = 1000
/** An address for a socket is there in so much time, or never. */
const ADDRESS_MS = 5000
/** Slack greets a new socket in so much time, or never. */
const GREETING_MS = 10_000
/** A line that stood for so long was a good one. */
const STEADY_MS = 10_000
const LONGEST_WAIT_MS = 30_000

/**
 * The library's own way back is left off: it waits a second before it begins, and where Slack refuses an address for good the process would
 * end. Here the first attempt follows at once, each further one after a longer wait, for as long as Recall runs.
 */
export function openSocket({ appToken, api, signal, logger, onTrouble }: SocketNeeds): Connection {
  // An object of its own: the library writes into it.
  const clientOptions = { ...(api !== undefined && { slackApiUrl: api }), retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: ADDRESS_MS }
  const receiver = new SocketModeReceiver({ appToken, logger, clientPingTimeout: PING_MS, autoReconnectEnabled: false, installerOptions: { clientOptions } })
  const { client } = receiver
  let failures = 0
  let isUp = false

  const attempt = async () => {
    const overdue = setTimeout(() => void client.disconnect(), GREETING_MS)
    try {
      await client.start()
    } finally {
      clearTimeout(overdue)
    }
    if (signal.aborted) return void client.disconnect()
    isUp = true
    client.once('disconnected', () => { isUp = false })
  }
  const connect = async (isStart: boolean) => {
    while (!signal.aborted && !isUp) {
      try {
        await attempt()
      } catch (error) {
        if (isStart && isRefusedToken(error)) throw new Error('Slack refused SLACK_APP_TOKEN. Copy the app-level token again (Basic Information, App-Level Tokens; it needs connections:write).', { cause: error })
        onTrouble('Slack cannot be reached; it is tried again', error ?? new Error('The connection was closed before it began.'))
        failures += 1
        await sleep(waitAfter(failures, error), undefined, { ref: false, signal }).catch(() => undefined)
      }
    }
  }
  /** Stays connected; never rejects. */
  const keep = async () => {
    while (!signal.aborted) {
      const since = performance.now()
      await new Promise<unknown>(resolve => { client.once('disconnected', resolve) })
      failures = performance.now() - since > STEADY_MS ? 0 : failures + 1
      if (failures > 1) await sleep(waitAfter(failures - 1, null), undefined, { ref: false, signal }).catch(() => undefined)
      await connect(false)
    }
  }

  return {
    receiver,
    open: async () => {
      await connect(true)
      void keep()
    },
    isOpen: () => isUp,
    close: async () => { await client.disconnect() },
  }
}

/** Milliseconds to wait after so many failures in a row; Slack may ask for more. */
function waitAfter(failures: number, error: unknown): number {
  const asked = error instanceof webApi.WebAPIRateLimitedError ? error.retryAfter * 1000 : 0
  return Math.max(asked, Math.min(backoffMs(failures - 1), LONGEST_WAIT_MS))
}
