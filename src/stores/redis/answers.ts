/** Answers and gates in Redis. */
import type { Redis } from 'ioredis'
import type { Answers } from '../../bot/ports.ts'
import type { Answer } from '../../engine/fold.ts'
import { shardOf, type Keys } from './keys.ts'
import { dueMember } from './records.ts'

export function redisAnswers(redis: Redis, keys: Keys, now: (() => number) | null): Answers {
  return {
    record: async (group, round, question, answer) => {
      const [outcome, first, count] = await redis.recallAnswer(
        keys.gates(group, round), keys.answers(group, round, question), keys.record(group, 'round', round), keys.due(shardOf(group)),
        question, answer.member, JSON.stringify(answer), dueMember(group, 'round', round), now === null ? -1 : now(),
      )
      if (outcome === 'closed') return { outcome }
      return { outcome: outcome === 'recorded' ? 'recorded' : 'already', answer: JSON.parse(first) as Answer, count }
    },
    close: async (group, round, question) => sorted(await redis.recallClose(keys.gates(group, round), keys.answers(group, round, question), question)),
    own: (group, askings, member) => Promise.all(askings.map(async ({ round, question }) => {
      const answer = await redis.hget(keys.answers(group, round, question), member)
      return answer === null ? null : JSON.parse(answer) as Answer
    })),
    all: async (group, round, question) => sorted(await redis.hvals(keys.answers(group, round, question))),
    forget: async (group, round, question, member, alias) => {
      await redis.recallForget(keys.answers(group, round, question), member, alias ?? '')
    },
  }
}

function sorted(answers: readonly string[]): Answer[] {
  return answers.map(answer => JSON.parse(answer) as Answer).toSorted((a, b) => a.member < b.member ? -1 : 1)
}
