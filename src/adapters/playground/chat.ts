/** The playground's own chat: messages, deleted channels and its clock, kept in a file so that a restart loses nothing. */
import type { DatabaseSync } from 'node:sqlite'
import type { Card } from '../../bot/card.ts'

/** A message of the bot has a card, a person's has text. `at` is in milliseconds by the playground's clock. */
export interface Message {
  id: string
  channel: string
  at: number
  author: string
  card: Card | null
  text: string | null
}

/** What has changed: a new or edited message, which channels there are, or the clock by a jump. */
export type Change = { type: 'message', message: Message } | { type: 'channels' } | { type: 'clock' }

export interface Chat {
  /** The playground's time: the machine's, moved forward by every jump. */
  now(): number
  /** Jumps forward to this instant; says whether it did. */
  jumpTo(at: number): boolean
  /** Posts a card once a key: the same key again gives the first message. */
  post(channel: string, card: Card, key: string): Message
  /** Replaces a message's card; null when there is no such message. */
  edit(id: string, card: Card): Message | null
  say(channel: string, author: string, text: string): Message
  /** The latest messages of each channel, oldest first. */
  latest(limit: number): Message[]
  /** The channels that were deleted, by id. Their messages are kept and come back with them. */
  deleted(): ReadonlySet<string>
  /** Deletes a channel or brings it back. */
  setDeleted(channel: string, deleted: boolean): void
  /** Calls back with each change until the function returned is called. */
  listen(listener: (change: Change) => void): () => void
  close(): void
}

/** Opens the chat kept in this database, which is the chat's alone. */
export function openChat(database: DatabaseSync): Chat {
  database.exec(`CREATE TABLE IF NOT EXISTS messages (
      id INTEGER PRIMARY KEY, channel TEXT NOT NULL, at INTEGER NOT NULL, author TEXT NOT NULL, card TEXT, text TEXT, key TEXT,
      UNIQUE (channel, key)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS deleted (channel TEXT PRIMARY KEY) STRICT;
    CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), ahead INTEGER NOT NULL) STRICT;
    INSERT OR IGNORE INTO clock VALUES (1, 0);`)
  const sql = database.createTagStore()
  const listeners = new Set<(change: Change) => void>()
  let ahead = Number(sql.get`SELECT ahead FROM clock`?.['ahead'])
  const now = () => Date.now() + ahead
  const tell = (change: Change) => {
    for (const listener of listeners) listener(change)
  }
  const tellMessage = (row: Record<string, unknown> | undefined) => {
    if (row === undefined) return null
    const message = messageOf(row)
    tell({ type: 'message', message })
    return message
  }
  return {
    now,
    jumpTo: at => {
      if (at <= now()) return false
      ahead = at - Date.now()
      sql.run`UPDATE clock SET ahead = ${ahead}`
      tell({ type: 'clock' })
      return true
    },
    post: (channel, card, key) => {
      const known = sql.get`SELECT * FROM messages WHERE channel = ${channel} AND key = ${key}`
      if (known !== undefined) return messageOf(known)
      return tellMessage(sql.get`INSERT INTO messages (channel, at, author, card, key) VALUES (${channel}, ${now()}, 'Recall', ${JSON.stringify(card)}, ${key}) RETURNING *`) as Message
    },
    edit: (id, card) => tellMessage(sql.get`UPDATE messages SET card = ${JSON.stringify(card)} WHERE id = ${Number(id)} RETURNING *`),
    say: (channel, author, text) => tellMessage(sql.get`INSERT INTO messages (channel, at, author, text) VALUES (${channel}, ${now()}, ${author}, ${text}) RETURNING *`) as Message,
    latest: limit => sql.all`SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY channel ORDER BY id DESC) AS place FROM messages)
      WHERE place <= ${limit} ORDER BY id`.map(messageOf),
    deleted: () => new Set(sql.all`SELECT channel FROM deleted`.map(row => String(row['channel']))),
    setDeleted: (channel, deleted) => {
      if (deleted) sql.run`INSERT OR IGNORE INTO deleted VALUES (${channel})`
      else sql.run`DELETE FROM deleted WHERE channel = ${channel}`
      tell({ type: 'channels' })
    },
    listen: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => database.close(),
  }
}

function messageOf(row: Record<string, unknown>): Message {
  return {
    id: String(row['id']),
    channel: String(row['channel']),
    at: Number(row['at']),
    author: String(row['author']),
    card: row['card'] === null ? null : JSON.parse(String(row['card'])) as Card,
    text: row['text'] === null ? null : String(row['text']),
  }
}
