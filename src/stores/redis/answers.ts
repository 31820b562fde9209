/** Answers and gates in Redis. */
import { randomUUID } from 'node:crypto'
import type { Connection } from './connect.ts'
import type { Answers } from '../../bot/ports.ts'
import type { Answer } from '../../engine/fold.ts'
import { shardOf, type Keys } from './keys.ts'
import { dueMember } from './records.ts'

export function redisAnswers(redis: Connection, keys: Keys, now: (() => number) | null): Answers {
  return {
    record: async (group, round, question, answer) => {
      const [outcome, first] = await redis.recallAnswer(
        keys.gates(group, round), keys.answers(group, round, question), keys.record(group, 'round', round), keys.due(shardOf(group)), keys.erased(shardOf(group)),
        question, answer.member, JSON.stringify(answer), dueMember(group, 'round', round), now === null ? -1 : now(), randomUUID(), group,
      )
      if (outcome === 'closed') return { outcome }
      return { outcome: outcome === 'recorded' ? 'recorded' : 'already', answer: answerOf(first) }
    },
    close: async (group, round, question) => sorted(await redis.recallClose(keys.gates(group, round), keys.answers(group, round, question), keys.erased(shardOf(group)), question, group)),
    own: (group, askings, member) => Promise.all(askings.map(async ({ round, question }) => {
      const answer = await redis.hget(keys.answers(group, round, question), member)
      return answer === null ? null : answerOf(answer)
    })),
    tally: async (group, round, question, members) => {
      const key = keys.answers(group, round, question)
      const [count, own] = await Promise.all([redis.hlen(key), members.length === 0 ? [] : redis.hmget(key, ...members)])
      return { count, ofThese: own.filter(answer => answer !== null).length }
    },
    all: async (group, round, question) => sorted(await redis.hvals(keys.answers(group, round, question))),
    forget: async (group, round, question, member, alias) => {
      const key = keys.answers(group, round, question)
      const answer = await redis.hget(key, member)
      if (answer === null) return
      const kept = JSON.stringify({ ...answerOf(answer), member: alias, account: '', team: null })
      await redis.recallForget(key, member, answer, alias ?? '', kept)
    },
  }
}

/** Answers as they are kept, by member. */
export function sorted(answers: readonly string[]): Answer[] {
  return answers.map(answerOf).toSorted((a, b) => a.member < b.member ? -1 : 1)
}

/** An answer as it is kept, without the op that recorded it. */
function answerOf(kept: string): Answer {
  const { op: _, ...answer } = JSON.parse(kept) as Answer & { op?: string }
  return answer
}
