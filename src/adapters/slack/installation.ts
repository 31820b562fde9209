/** Where Recall is installed, and what it may speak with there. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { App, AuthorizeResult, webApi } from '@slack/bolt'
import type { Bot } from '../../bot/bot.ts'
import { handle } from '../../bot/handle.ts'
import type { Deed } from '../../bot/ports.ts'
import { backoffMs } from '../../engine/backoff.ts'
import { PLATFORM } from './interaction.ts'
import { isRefusedToken } from './refusals.ts'

/** The one door to tokens: by workspace, so that many can come later without a change elsewhere. */
export interface Installation {
  /** What to speak with in a workspace; null where Recall is not installed. Rejects while that is not known. */
  clientOf(team: string): Promise<webApi.WebClient | null>
  /** As whom to speak to whoever did something, in the workspace that Slack names, which may be that of a person who shares a channel; `teamId` of what it gives is where Recall is installed. Rejects where it was removed. */
  authorize(named: string | undefined): Promise<AuthorizeResult>
  /** Recall was removed there, or its token was taken back. */
  forget(team: string): void
}

/** The workspace of a token, and Recall in it. */
export interface Self {
  team: string
  botId: string
  botUserId: string
}

/** One workspace, with the token that somebody has set. `self` is known once Slack was asked. */
export function oneWorkspace(client: webApi.WebClient, botToken: string, self: () => Self | null): Installation {
  let gone = false
  return {
    clientOf: async asked => {
      const known = self()
      if (known === null) throw new Error('Slack has not been reached yet.')
      return gone || asked !== known.team ? null : client
    },
    authorize: async () => {
      const known = self()
      if (known === null || gone) throw new Error('Recall is not installed in this workspace.')
      return { botToken, botId: known.botId, botUserId: known.botUserId, teamId: known.team }
    },
    forget: asked => { gone ||= asked === self()?.team },
  }
}

/** A start that cannot succeed: the message says what to do. */
class TokenRefused extends Error {}

const LONGEST_WAIT_MS = 60_000

/** Asks Slack whose token this is, again while Slack is away, until that is ended: then null. Rejects with a sentence when Slack refuses the token. */
export async function introduce(client: webApi.WebClient, signal: AbortSignal, onTrouble: Bot['onTrouble']): Promise<Self | null> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      return await whose(client)
    } catch (error) {
      if (error instanceof TokenRefused) throw error
      onTrouble('Slack cannot be reached; it is tried again', error)
      await sleep(Math.min(backoffMs(attempt), LONGEST_WAIT_MS), undefined, { ref: false, signal }).catch(() => undefined)
    }
  }
  return null
}

async function whose(client: webApi.WebClient): Promise<Self> {
  const answer = await client.auth.test().catch((error: unknown) => {
    if (isRefusedToken(error)) throw new TokenRefused('Slack refused SLACK_BOT_TOKEN. Copy the Bot User OAuth Token again (OAuth & Permissions); after an uninstall, install Recall again first.', { cause: error })
    throw error
  })
  const { team_id: team, bot_id: botId, user_id: botUserId } = answer
  if (team === undefined || botId === undefined || botUserId === undefined) throw new TokenRefused('SLACK_BOT_TOKEN is not the token of a bot. Copy the Bot User OAuth Token (OAuth & Permissions), which begins with xoxb-.')
  return { team, botId, botUserId }
}

/** What following stands on; `signal` ends it. */
export interface Following {
  client: webApi.WebClient
  installation: Installation
  signal: AbortSignal
}

/** Slack may tell of a removal before its token is refused: it is looked again after so many milliseconds. */
const LOOKS_MS = [0, 5000, 20_000]

/**
 * Hears that Recall was removed, and greets where it is brought into a channel. A removal is believed when the token is refused: Slack tells of it in two
 * events, in any order, some of them again or late, when Recall is back.
 */
export function followInstallation(app: App, { client, installation, signal }: Following, bot: Bot): void {
  const farewell = async ({ team_id: team }: { team_id: string }) => {
    if (!await isRefused(client, signal)) return
    installation.forget(team)
    await tellHomes(bot, team, { type: 'removed' })
  }
  app.event('app_uninstalled', async ({ body }) => await farewell(body))
  app.event('tokens_revoked', async ({ body }) => await farewell(body))
  app.event('member_joined_channel', async ({ event, context }) => {
    if (event.user === context.botUserId && context.teamId !== undefined) await handle(bot, happening(context.teamId, event.channel, { type: 'added' }))
  })
}

/** Takes up again what a removal has stopped. */
export async function comeBack(bot: Bot, team: string): Promise<void> {
  await tellHomes(bot, team, { type: 'added' })
}

async function isRefused(client: webApi.WebClient, signal: AbortSignal): Promise<boolean> {
  for (const wait of LOOKS_MS) {
    await sleep(wait, undefined, { ref: false, signal }).catch(() => undefined)
    if (signal.aborted) return false
    const refused = await client.auth.test().then(() => false, isRefusedToken)
    if (refused) return true
  }
  return false
}

/** Tells the workspace's group, and the private ones of its people. */
async function tellHomes(bot: Bot, team: string, did: Deed): Promise<void> {
  const homes = await bot.store.members.homes(PLATFORM)
  for (const home of [team, ...homes.filter(one => one.startsWith(`user-${team}-`))]) await handle(bot, happening(home, '', did))
}

function happening(home: string, channel: string, did: Deed) {
  const nobody = { platform: PLATFORM, id: '', name: '' }
  return { id: '', channel: { platform: PLATFORM, home, id: channel }, account: nobody, admin: false, alone: false, timedOutUntil: null, at: Date.now(), locale: 'en', did }
}
