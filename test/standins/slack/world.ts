/** What there is on the stand-in, as plain data: workspaces, people, channels, messages, views and files. */

/** A JSON object as it came over the line. */
export type Json = Record<string, unknown>

/** A workspace. */
export interface Team {
  id: string
  name: string
  domain: string
}

/** The app in one workspace. `revoked` is the error that its token is answered with since it was taken away. */
export interface Installation {
  teamId: string
  botUserId: string
  botId: string
  token: string
  scopes: string[]
  revoked: 'account_inactive' | 'token_revoked' | null
}

export interface User {
  id: string
  teamId: string
  username: string
  realName: string
  displayName: string
  isAdmin: boolean
  isOwner: boolean
  isBot: boolean
  deleted: boolean
  tz: string
  locale: string
  /** The workspaces of their organisation that they are in, if it has several. */
  teams?: string[]
}

export interface Channel {
  id: string
  teamId: string
  name: string
  kind: 'public' | 'private' | 'im'
  archived: boolean
  /** Only some may post here, and the bot is not among them. */
  restricted: boolean
  members: Set<string>
  /** The other workspaces that share it (Slack Connect). */
  sharedWith: string[]
  messages: Message[]
  createdAt: number
}

/** What a message says, and what it said before. `at` in milliseconds since 1970. */
export interface Version {
  at: number
  text: string
  blocks: Json[]
  metadata: Json | null
}

/** `visibleTo` is the person who alone sees it (ephemeral), or null. */
export interface Message {
  ts: string
  channelId: string
  authorId: string
  text: string
  /** With the `block_id`s filled in. */
  blocks: Json[]
  metadata: Json | null
  threadTs: string | null
  visibleTo: string | null
  deleted: boolean
  /** Says that it was edited. */
  edited: boolean
  /** The files shared with it, by id. */
  files: string[]
  versions: Version[]
}

/** A modal or an App Home. `open` is false once a person has closed it. */
export interface View {
  id: string
  type: 'modal' | 'home'
  teamId: string
  userId: string
  hash: string
  rootId: string
  previousId: string | null
  /** The body as it was sent last, with the `block_id`s filled in. */
  body: Json
  blocks: Json[]
  open: boolean
  /** How often it was published or updated. */
  versions: number
}

/** `readyAt` is the instant, in real time, from which messages can show it; null before its upload is completed. */
export interface StoredFile {
  id: string
  name: string
  title: string
  alt: string
  length: number
  bytes: Uint8Array | null
  readyAt: number | null
  channels: string[]
}

export interface World {
  teams: Map<string, Team>
  /** By the id of the workspace. */
  installations: Map<string, Installation>
  users: Map<string, User>
  channels: Map<string, Channel>
  /** Every message there was, in the order of their writing. */
  log: Message[]
  views: Map<string, View>
  /** The App Homes, by person. */
  homes: Map<string, View>
  /** The modals that a person has open, the lowest first. */
  stacks: Map<string, View[]>
  files: Map<string, StoredFile>
}

export function emptyWorld(): World {
  return { teams: new Map(), installations: new Map(), users: new Map(), channels: new Map(), log: [], views: new Map(), homes: new Map(), stacks: new Map(), files: new Map() }
}

export function userOf(world: World, id: string): User {
  const user = world.users.get(id)
  if (user === undefined) throw new Error(`There is no person ${id} here: make one with person().`)
  return user
}

export function teamOf(world: World, id: string): Team {
  const team = world.teams.get(id)
  if (team === undefined) throw new Error(`There is no workspace ${id} here: make one with addTeam().`)
  return team
}

/** The installation that serves a channel: that of its own workspace, else of one that shares it. */
export function installationFor(world: World, { teamId, sharedWith }: Pick<Channel, 'teamId' | 'sharedWith'>): Installation {
  const found = [teamId, ...sharedWith].map(id => world.installations.get(id)).find(one => one !== undefined)
  if (found === undefined) throw new Error('The app is in none of the workspaces of this channel: install it first.')
  return found
}

/** Whom a person may see: those of a channel, or of the workspace. */
export function canSee(channel: Channel, { id, teamId }: User): boolean {
  return channel.members.has(id) || (channel.kind === 'public' && teamId === channel.teamId)
}

/** What all may read in a channel, oldest first. */
export function publicMessages(channel: Channel): Message[] {
  return channel.messages.filter(message => !message.deleted && message.visibleTo === null)
}
