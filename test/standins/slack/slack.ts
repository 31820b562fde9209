/**
 * A stand-in of Slack on loopback: the Web API over real HTTP, Socket Mode over real WebSockets, and Slack's own signed calls
 * to an app, for the real Bolt. `clientOptions: { slackApiUrl: slack.apiUrl }` is all an app needs. It knows what Recall uses
 * of Slack, by its documentation. These are guesses, or seen in the wild only:
 * - the sentences of `invalid_blocks` beyond those for lengths, missing and unknown fields, and the total length of blocks;
 * - that tiers are counted as exactly so many a minute, and tier 1 as ten;
 * - that an answer to a press replaces its message when it says neither `replace_original` nor `response_type`, and the
 *   words of a response_url that is used up or too old;
 * - which connection gets an envelope (here: in turn), and when Slack gives up a silent one (here: two pings);
 * - that `team` in presses of people of another workspace is the one where the app is installed;
 * - how long a file is looked through (here: 50 ms; messages that show it earlier are refused, which is seen in the wild);
 * - that a person of another workspace may come as an admin, which is one of theirs;
 * - that people of workspaces without the app cannot use its commands in a shared channel.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as building from './building.ts'
import { openChanges } from './changes.ts'
import type { ChannelDraft } from './channels.ts'
import { openDeliveries, type Delivery, type Kind } from './deliveries.ts'
import { allEvents } from './events.ts'
import { faultList } from './faults.ts'
import { openHttp } from './http.ts'
import { idMint } from './ids.ts'
import { chatMethods } from './methods/chat.ts'
import { conversationMethods } from './methods/conversations.ts'
import { fileMethods, upload } from './methods/files.ts'
import { peopleMethods } from './methods/people.ts'
import { viewMethods } from './methods/views.ts'
import { personOf, type Person } from './person.ts'
import { openRates, slackRates, type Rates } from './rates.ts'
import { respond } from './respond.ts'
import { openSockets } from './sockets.ts'
import type { State } from './state.ts'
import { openWeb } from './web.ts'
import { emptyWorld, publicMessages, type Channel, type Installation, type Json, type Message, type Team, type User } from './world.ts'

export interface SlackOptions {
  /** Decides instants, the 3 seconds of a trigger, the 30 minutes of a response_url, when events are tried again, and rate limits; sockets run in real time all the same. */
  now?: () => number
  /** What the app is granted. */
  scopes?: readonly string[]
  commands?: readonly string[]
  /** What the app listens for; by default all that the stand-in knows, but for what people write in channels. */
  events?: readonly string[]
  /** `off`, or other sizes than Slack's. */
  limits?: 'off' | Partial<Rates>
  /** How long Slack waits for an acknowledgement, in real time. */
  patienceMs?: number
  /** How often the server pings, in real time. */
  pingMs?: number
  /** How long a file is looked through after its upload, in real time; until then messages cannot show it. */
  filesReadyMs?: number
}

/** What Recall asks for, and a little more. */
export const usualScopes = ['commands', 'chat:write', 'app_mentions:read', 'channels:read', 'groups:read', 'im:read', 'im:write', 'im:history', 'channels:history', 'groups:history', 'users:read', 'team:read', 'files:write', 'files:read'] as const

const usualEvents = allEvents.filter(one => one !== 'message.channels' && one !== 'message.groups')

export type SlackStandIn = Awaited<ReturnType<typeof openSlack>>

export async function openSlack({ now = Date.now, scopes = usualScopes, commands = ['/recall'], events = usualEvents, limits = {}, patienceMs = 3000, pingMs = 5000, filesReadyMs = 50 }: SlackOptions = {}) {
  let port = 0
  const origin = (): string => `http://127.0.0.1:${port}`
  const mint = idMint(now)
  const appId = mint.id('A')
  const signingSecret = `signing-${appId}`
  const sockets = openSockets({ appId, patienceMs, pingMs, origin })
  const http = openHttp({ signingSecret, patienceMs })
  const deliveries = openDeliveries({ now, carry: attempt => http.isUsed() ? http.carry(attempt) : sockets.carry(attempt) })
  const state: State = {
    now, mint, world: emptyWorld(), changes: openChanges(5000), appId, appToken: `xapp-1-${appId}-stand-in`, verificationToken: 'stand-in', commands, events, filesReadyMs, origin,
    interactions: { byTrigger: new Map(), byResponse: new Map() }, retired: new Map(), suggested: new Map(), deliver: (kind, payload) => deliveries.send({ kind, payload, retry: null }),
  }
  const faults = faultList()
  const web = openWeb({
    state, faults, pass: limits === 'off' ? null : openRates({ ...slackRates, ...limits }, now), openConnection: sockets.address,
    methods: { ...chatMethods(state), ...viewMethods(state), ...conversationMethods(state), ...peopleMethods(state), ...fileMethods(state) },
    sides: { response: { method: 'response_url', handle: (rest, body) => respond(state, rest, body) }, upload: { method: 'upload', handle: (rest, body, type) => upload(state, rest, body, type) } },
  })
  const server = createServer({ keepAliveTimeout: 60_000 }, web.listener).on('upgrade', sockets.upgrade)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  const home = building.addTeam(state)
  const installation = building.install(state, home, scopes)

  return {
    apiUrl: `${origin()}/api/`,
    appToken: state.appToken,
    /** The token of the first installation, as it is now. */
    botToken: (): string => installation.token,
    signingSecret,
    appId,
    teamId: home.id,
    botUserId: installation.botUserId,
    installation,
    world: state.world,
    sockets,
    http,
    /** All that was brought to the app, with the answers. */
    deliveries: deliveries.log,
    /** Brings something as it is: a payload of one's own, or one of `deliveries` once more. */
    deliver: state.deliver,
    /** An event once more, as Slack does at times: the same, or with another `event_id`. */
    repeat: ({ kind, payload }: { kind: Kind, payload: Json }, { newId = false }: { newId?: boolean } = {}): Promise<Delivery> => state.deliver(kind, newId ? { ...payload, event_id: mint.id('Ev') } : payload),
    /** Sends the events again that wait for their time. */
    retryEvents: deliveries.retry,
    requests: web.requests,
    failNext: faults.failNext,
    /** Waits until there is something to find; looks whenever the world or a call is another. */
    until: state.changes.until,
    addTeam: (draft?: Partial<Team>): Team => building.addTeam(state, draft),
    install: (team: Team, granted: readonly string[] = scopes): Installation => building.install(state, team, granted),
    uninstall: (order?: Parameters<typeof building.uninstall>[2], where: Installation = installation): Promise<void> => building.uninstall(state, where, order),
    reinstall: (granted?: readonly string[], where: Installation = installation): void => building.reinstall(state, where, granted),
    addChannel: (draft: Partial<ChannelDraft> & { bot?: boolean } = {}): Channel => building.addChannel(state, { teamId: home.id, ...draft }),
    inviteBot: (channel: Channel, inviter?: string): Promise<Delivery | null> => building.join(state, channel, installation.botUserId, inviter),
    removeBot: (channel: Channel): Promise<Delivery | null> => building.removeBot(state, channel),
    archive: (channel: Channel, archived = true): Promise<Delivery | null> => building.archive(state, channel, archived),
    deleteChannel: (channel: Channel): Promise<Delivery | null> => building.deleteChannel(state, channel),
    person: (user: Partial<User> & { username: string }): Person => personOf(state, building.addUser(state, { teamId: home.id, ...user })),
    /** What all may read in a channel, oldest first. */
    messages: (channelId: string): Message[] => {
      const channel = state.world.channels.get(channelId)
      return channel === undefined ? [] : publicMessages(channel)
    },
    /** What one person alone sees, oldest first. */
    privateMessages: (userId: string): Message[] => state.world.log.filter(one => one.visibleTo === userId && !one.deleted),
    close: async (): Promise<void> => {
      sockets.close()
      http.close()
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
