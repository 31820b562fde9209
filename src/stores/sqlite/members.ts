/** Groups and members in SQLite. */
import type { SQLTagStore } from 'node:sqlite'
import { mintId } from '../../bot/mint.ts'
import type { Account, Members } from '../../bot/ports.ts'
import type { TransactIn } from './erase.ts'
import type { Transact } from './transact.ts'

export function sqliteMembers(transact: Transact, transactIn: TransactIn, sql: SQLTagStore): Members {
  return {
    groupOf: async (platform, home) => knownGroup(sql, platform, home) ?? transact(() => keepGroup(sql, platform, home)),
    homes: async platform => sql.all`SELECT home FROM homes WHERE platform = ${platform}`.map(row => String(row['home'])),
    memberOf: async (group, account) => knownMember(sql, group, account) ?? transactIn(group, () => keepMember(sql, group, account)),
    names: async (group, members) => {
      const rows = sql.all`SELECT member, name FROM members WHERE grp = ${group} AND member IN (SELECT value FROM json_each(${JSON.stringify(members)}))`
      return Object.fromEntries(rows.map(row => [String(row['member']), String(row['name'])]))
    },
    accounts: async (group, member) => {
      const rows = sql.all`SELECT platform, account FROM accounts WHERE grp = ${group} AND member = ${member} ORDER BY platform, account`
      return rows.map(row => ({ platform: String(row['platform']), id: String(row['account']) }))
    },
    forget: (group, member) => transact(() => {
      sql.run`DELETE FROM accounts WHERE grp = ${group} AND member = ${member}`
      sql.run`DELETE FROM members WHERE grp = ${group} AND member = ${member}`
    }),
  }
}

function knownGroup(sql: SQLTagStore, platform: string, home: string): string | null {
  const row = sql.get`SELECT grp FROM homes WHERE platform = ${platform} AND home = ${home}`
  return row === undefined ? null : String(row['grp'])
}

/** Two may find a new home in one turn: the first of them names its group. */
function keepGroup(sql: SQLTagStore, platform: string, home: string): string {
  sql.run`INSERT OR IGNORE INTO homes VALUES (${platform}, ${home}, ${mintId()})`
  return knownGroup(sql, platform, home) as string
}

/** The member with this account and this very name, or whose name is not told, if any: most interactions need no write. */
function knownMember(sql: SQLTagStore, group: string, { platform, id, name }: Account): string | null {
  const row = sql.get`SELECT member FROM accounts JOIN members USING (grp, member)
    WHERE grp = ${group} AND platform = ${platform} AND account = ${id} AND ${name} IN (name, '')`
  return row === undefined ? null : String(row['member'])
}

function keepMember(sql: SQLTagStore, group: string, { platform, id, name }: Account): string {
  sql.run`INSERT OR IGNORE INTO accounts VALUES (${group}, ${platform}, ${id}, ${mintId()})`
  const row = sql.get`SELECT member FROM accounts WHERE grp = ${group} AND platform = ${platform} AND account = ${id}`
  const member = String(row?.['member'])
  sql.run`INSERT INTO members VALUES (${group}, ${member}, ${name}) ON CONFLICT DO UPDATE SET name = excluded.name`
  return member
}
