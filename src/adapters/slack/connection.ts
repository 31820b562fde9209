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
/** Slack greets a new socket in so much time, or never; a slow network is given more, the next time. */
const GREETING_MS = 1200
const LONGEST_GREETING_MS = 10_000
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
  /** So many lines in a row did not stand for long. */
  let short = 0
  let isUp = false

  /** The first says farewell and waits for the answer, the second does not wait. */
  const cut = () => {
    void client.disconnect()
    void client.disconnect()
  }
  const attempt = async (greetingMs: number) => {
    let overdue: NodeJS.Timeout | undefined
    const begin = () => { overdue = setTimeout(cut, greetingMs) }
    client.once('connecting', begin)
    try {
      await client.start()
    } finally {
      client.off('connecting', begin)
      clearTimeout(overdue)
    }
    if (signal.aborted) return void client.disconnect()
    isUp = true
    client.once('disconnected', () => { isUp = false })
  }
  const connect = async (isStart: boolean) => {
    for (let tried = 0; !signal.aborted && !isUp; tried++) {
      try {
        await attempt(Math.min(GREETING_MS * 2 ** tried, LONGEST_GREETING_MS))
      } catch (error) {
        if (isStart && isRefusedToken(error)) throw new Error('Slack refused SLACK_APP_TOKEN. Copy the app-level token again (Basic Information, App-Level Tokens; it needs connections:write).', { cause: error })
        onTrouble('Slack cannot be reached; it is tried again', error ?? new Error('The connection was closed before it began.'))
        await sleep(waitAfter(tried, error), undefined, { ref: false, signal }).catch(() => undefined)
      }
    }
  }
  /** Stays connected; never rejects. */
  const keep = async () => {
    while (!signal.aborted) {
      const since = performance.now()
      await new Promise<unknown>(resolve => { client.once('disconnected', resolve) })
      short = performance.now() - since > STEADY_MS ? 0 : short + 1
      if (short > 1) await sleep(waitAfter(short - 2, null), undefined, { ref: false, signal }).catch(() => undefined)
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

/** Milliseconds to wait before the next attempt, after so many others; Slack may ask for more. */
function waitAfter(attempts: number, error: unknown): number {
  const asked = error instanceof webApi.WebAPIRateLimitedError ? error.retryAfter * 1000 : 0
  return Math.max(asked, Math.min(backoffMs(attempts), LONGEST_WAIT_MS))
}
