/** Answers and gates in SQLite. */
import type { SQLTagStore } from 'node:sqlite'
import type { Answers, Recorded } from '../../bot/ports.ts'
import type { Answer } from '../../engine/fold.ts'
import type { TransactIn } from './erase.ts'
import type { Transact } from './transact.ts'

export function sqliteAnswers(transact: Transact, transactIn: TransactIn, sql: SQLTagStore, now: () => number): Answers {
  return {
    record: (group, round, question, answer) =>
      transactIn(group, () => record(sql, group, round, question, { ...answer, receivedAt: now() })),
    close: (group, round, question) => transactIn(group, () => {
      sql.run`INSERT INTO gates VALUES (${group}, ${round}, ${question}, 0) ON CONFLICT DO UPDATE SET open = 0`
      return all(sql, group, round, question)
    }),
    own: async (group, askings, member) => askings.map(({ round, question }) => own(sql, group, round, question, member)),
    tally: async (group, round, question, members) => {
      const { count, ofThese } = sql.get`SELECT count(*) AS count, count(*) FILTER (WHERE member IN (SELECT value FROM json_each(${JSON.stringify(members)}))) AS ofThese
        FROM answers WHERE grp = ${group} AND round = ${round} AND question = ${question}` as { count: number, ofThese: number }
      return { count: Number(count), ofThese: Number(ofThese) }
    },
    all: async (group, round, question) => all(sql, group, round, question),
    forget: (group, round, question, member, alias) => transact(() => {
      const row = sql.get`DELETE FROM answers WHERE grp = ${group} AND round = ${round} AND question = ${question} AND member = ${member} RETURNING *`
      if (row !== undefined && alias !== null) writeAnswer(sql, group, round, question, { ...answerOf(row), member: alias, account: '', team: null })
    }),
  }
}

function record(sql: SQLTagStore, group: string, round: string, question: number, answer: Answer): Recorded {
  const gate = sql.get`SELECT open FROM gates WHERE grp = ${group} AND round = ${round} AND question = ${question}`
  if (gate?.['open'] !== 1) return { outcome: 'closed' }
  const isFirst = writeAnswer(sql, group, round, question, answer)
  if (!isFirst) return { outcome: 'already', answer: own(sql, group, round, question, answer.member) ?? answer }
  nudge(sql, group, round, answer.receivedAt)
  return { outcome: 'recorded', answer }
}

/** Makes the round due. One that is already is left alone: a change would write its whole state again. */
function nudge(sql: SQLTagStore, group: string, round: string, at: number): void {
  sql.run`UPDATE records SET nudged = 1, wake_at = min(wake_at, ${at}) WHERE grp = ${group} AND kind = 'round' AND id = ${round} AND (nudged = 0 OR wake_at > ${at})`
}

/** Writes the answer unless its member has one already; says whether it did. */
export function writeAnswer(sql: SQLTagStore, group: string, round: string, question: number, { member, choice, text, answeredAt, receivedAt, account, team }: Answer): boolean {
  return sql.run`INSERT OR IGNORE INTO answers VALUES (${group}, ${round}, ${question}, ${member}, ${choice}, ${text}, ${answeredAt}, ${receivedAt}, ${account}, ${team})`.changes === 1
}

function own(sql: SQLTagStore, group: string, round: string, question: number, member: string): Answer | null {
  const row = sql.get`SELECT * FROM answers WHERE grp = ${group} AND round = ${round} AND question = ${question} AND member = ${member}`
  return row === undefined ? null : answerOf(row)
}

function all(sql: SQLTagStore, group: string, round: string, question: number): Answer[] {
  return sql.all`SELECT * FROM answers WHERE grp = ${group} AND round = ${round} AND question = ${question} ORDER BY member`.map(answerOf)
}

/** An answer as its row has it. */
export function answerOf(row: Record<string, unknown>): Answer {
  return {
    member: String(row['member']),
    choice: row['choice'] === null ? null : Number(row['choice']),
    text: row['text'] === null ? null : String(row['text']),
    answeredAt: Number(row['answered_at']),
    receivedAt: Number(row['received_at']),
    account: String(row['account']),
    team: row['team'] === null ? null : String(row['team']),
  }
}
