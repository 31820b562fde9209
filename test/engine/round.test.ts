import { describe, expect, it } from 'vitest'
import { mustClose } from '../../src/engine/step.ts'
import { round } from '../../src/engine/round.ts'
import { Played, START, answerOf, general, snapshotOf } from '../support/round.ts'

const SECOND = 1000
const other = { platform: 'other', home: 'h2', id: 'c2' }

describe('a rapid question', () => {
  it('is posted as soon as the round is looked at, and opens at the first confirmation', () => {
    const played = new Played()
    expect(played.state).toMatchObject({ phase: 'posting', wakeAt: START })
    played.step({ type: 'woke', at: START })
    expect(played.announcements).toEqual([{ part: 0, show: 'question', channel: general, message: null, triedAt: null }])
    const [announcement] = played.announcements
    if (announcement === undefined) throw new Error('nothing was announced')
    played.step({ type: 'shown', at: START + 40, announcement, message: 'm1', postedAt: START + 25 })
    expect(played.state.phase).toBe('open')
  })

  it('counts its time from the platform\'s own time of its message', () => {
    const played = new Played()
    played.step({ type: 'woke', at: START })
    const [announcement] = played.announcements
    if (announcement === undefined) throw new Error('nothing was announced')
    played.step({ type: 'shown', at: START + 9000, announcement, message: 'm1', postedAt: START + 300 })
    expect(played.state.questions[0]).toMatchObject({ openedAt: START + 300, deadlineAt: START + 300 + 10 * SECOND })
  })

  it('shows its deadline with an edit at once after it opened', () => {
    const played = new Played().show(START)
    expect(played.state.wakeAt).toBe(START)
    played.step({ type: 'woke', at: START })
    expect(played.announcements).toEqual([{ part: 0, show: 'count', channel: general, message: 'm-0', triedAt: null }])
  })

  it('is tried to show its deadline until the surface has confirmed', () => {
    const played = new Played().show(START).step({ type: 'woke', at: START })
    for (const announcement of played.announcements) played.step({ type: 'failed', at: START, announcement, gone: null, retryAfterMs: 0, tried: true })
    expect(played.state.wakeAt).toBe(START + SECOND)
    expect(played.show(START + SECOND).announcements).toMatchObject([{ show: 'count', message: 'm-0' }])
    expect(played.state.wakeAt).toBe(START + 12 * SECOND)
  })

  it('shows how many have answered, once for each change, and no more often than every two seconds', () => {
    const tally = (at: number, members: string[]) => played.tallied(at, members).show(at).announcements.length
    const played = new Played().show(START).show(START)
    expect(tally(START + 500, ['ada'])).toBe(0)
    expect(played.state.wakeAt).toBe(START + 2 * SECOND)
    expect(tally(START + 2 * SECOND, ['ada', 'grace'])).toBe(1)
    expect(tally(START + 5 * SECOND, ['ada', 'grace'])).toBe(0)
    expect(played.state.posts[0]?.shows).toBe('count')
  })

  it('that has been open for an hour shows it no more often than every ten seconds', () => {
    const [hour, clock] = [3600 * SECOND, { kind: 'until', at: START + 24 * 3600 * SECOND } as const]
    const tally = (at: number, members: string[]) => played.tallied(at, members).show(at).announcements.length
    const played = new Played({ mode: 'daily', clock, questions: [snapshotOf('one')] }).show(START).show(START)
    expect(tally(START + hour - 2 * SECOND, ['ada'])).toBe(1)
    expect(tally(START + hour, ['ada', 'grace'])).toBe(1)
    expect(tally(START + hour + 2 * SECOND, ['ada', 'grace', 'alan'])).toBe(0)
    expect(played.state.wakeAt).toBe(START + hour + 10 * SECOND)
    expect(tally(START + hour + 10 * SECOND, ['ada', 'grace', 'alan'])).toBe(1)
  })

  it('whose deadline is known says it in its first message: no edit follows until somebody has answered', () => {
    const played = new Played({ mode: 'daily', clock: { kind: 'until', at: START + 24 * 3600 * SECOND }, questions: [snapshotOf('one')] }).show(START)
    expect(played.show(START + SECOND).announcements).toEqual([])
    expect(played.state.posts[0]?.shows).toBe('count')
    expect(played.tallied(START + 3 * SECOND, ['ada']).show(START + 3 * SECOND).announcements).toMatchObject([{ show: 'count', message: 'm-0' }])
  })

  it('whose deadline is known is edited all the same where it was tried before: it may have been answered since', () => {
    const played = new Played({ mode: 'daily', clock: { kind: 'until', at: START + 24 * 3600 * SECOND }, questions: [snapshotOf('one')] }).step({ type: 'woke', at: START })
    played.show(START + 11 * SECOND)
    expect(played.show(START + 11 * SECOND).announcements).toMatchObject([{ show: 'count', message: 'm-0' }])
  })

  it('that somebody deleted is not asked again, but its reveal comes as a new message', () => {
    const played = new Played().show(START).step({ type: 'woke', at: START })
    for (const announcement of played.announcements) played.step({ type: 'failed', at: START, announcement, gone: { what: 'message gone' }, retryAfterMs: 0, tried: true })
    expect(played.tallied(START + SECOND, ['ada']).show(START + SECOND).announcements).toEqual([])
    expect(played.close(START + 12_000, []).show(START + 12_000).announcements).toMatchObject([{ show: 'reveal', message: null, triedAt: null }])
    expect(played.state).toMatchObject({ phase: 'pausing', questions: [{ messages: [{ message: 'm-0' }] }, {}, {}] })
  })

  it('that may have been posted already says since when, so that the surface looks first', () => {
    const played = new Played().step({ type: 'woke', at: START })
    for (const announcement of played.announcements) played.step({ type: 'failed', at: START, announcement, gone: null, retryAfterMs: 0, tried: true })
    expect(played.step({ type: 'woke', at: START + SECOND }).announcements).toMatchObject([{ show: 'question', message: null, triedAt: START }])
  })

  it('closes two seconds after its deadline, not before', () => {
    const { state } = new Played().show(START)
    expect([11_999, 12_000].map(ms => mustClose(state, START + ms))).toEqual([false, true])
  })

  it('is posted again after a failure, waiting twice as long each time', () => {
    const played = new Played()
    const waits = [1, 2, 4].map(seconds => {
      const at = played.state.wakeAt ?? 0
      played.step({ type: 'woke', at })
      const [announcement] = played.announcements
      if (announcement === undefined) throw new Error('nothing was announced')
      played.step({ type: 'failed', at, announcement, gone: null, retryAfterMs: 0, tried: true })
      return [(played.state.wakeAt ?? 0) - at, seconds * SECOND]
    })
    expect(waits.map(([waited]) => waited)).toEqual(waits.map(([, wanted]) => wanted))
  })

  it('waits as long as the platform says', () => {
    const played = new Played().step({ type: 'woke', at: START })
    const [announcement] = played.announcements
    if (announcement === undefined) throw new Error('nothing was announced')
    expect(played.step({ type: 'failed', at: START, announcement, gone: null, retryAfterMs: 30_000, tried: true }).state.wakeAt).toBe(START + 30_000)
  })

  it('is given up after six attempts, and the round ends when it was shown nowhere', () => {
    const played = new Played()
    for (let attempt = 0; attempt < 6; attempt++) {
      const at = played.state.wakeAt ?? 0
      const [announcement] = played.step({ type: 'woke', at }).announcements
      if (announcement === undefined) throw new Error(`attempt ${attempt} announced nothing`)
      played.step({ type: 'failed', at, announcement, gone: null, retryAfterMs: 0, tried: true })
    }
    expect(played.state).toMatchObject({ phase: 'closed', wakeAt: null, posts: [{ gone: { what: 'given up' } }] })
  })

  it('is not given up because those who were at it died, nor does it wait for longer each time', () => {
    const played = new Played()
    for (let death = 0; death < 60; death++) {
      const at = played.state.wakeAt ?? 0
      expect(played.step({ type: 'woke', at }).announcements).toHaveLength(1)
      expect(played.state.wakeAt).toBe(at + 1000)
    }
    expect(played.show(played.state.wakeAt ?? 0).state.phase).toBe('open')
  })

  it('keeps why it cannot be shown, and is not tried again', () => {
    const why = { what: 'not allowed' as const, needs: ['Send Messages'] }
    const played = new Played().step({ type: 'woke', at: START })
    for (const announcement of played.announcements) played.step({ type: 'failed', at: START, announcement, gone: why, retryAfterMs: 0, tried: true })
    expect(played.state).toMatchObject({ phase: 'closed', wakeAt: null, posts: [{ gone: why, attempts: 1 }] })
  })

  it('is never given up once it is open: its message is tried until the close', () => {
    const played = new Played({ clock: { kind: 'seconds', seconds: 86_400 } }).show(START)
    for (let attempt = 0; attempt < 200; attempt++) {
      const at = played.state.wakeAt ?? 0
      for (const announcement of played.step({ type: 'woke', at }).announcements) played.step({ type: 'failed', at, announcement, gone: null, retryAfterMs: 0, tried: true })
    }
    expect(played.state).toMatchObject({ phase: 'open', posts: [{ gone: null, shows: 'question' }] })
    expect(played.show(played.state.wakeAt ?? 0).announcements).toMatchObject([{ show: 'count' }])
  })

  it('is not given up because the platform was too busy to take anything', () => {
    const played = new Played()
    for (let attempt = 0; attempt < 60; attempt++) {
      const at = played.state.wakeAt ?? 0
      const [announcement] = played.step({ type: 'woke', at }).announcements
      if (announcement === undefined) throw new Error(`attempt ${attempt} announced nothing`)
      played.step({ type: 'failed', at, announcement, gone: null, retryAfterMs: 2000, tried: false })
    }
    expect(played.state).toMatchObject({ phase: 'posting', posts: [{ attempts: 0 }] })
  })

  it('is open in one channel while another is still tried, and each gives up alone', () => {
    const played = new Played({ channels: [general, other] }).step({ type: 'woke', at: START })
    const [here, there] = played.announcements
    if (here === undefined || there === undefined) throw new Error('both channels should be announced to')
    played.step({ type: 'shown', at: START, announcement: here, message: 'm1', postedAt: START })
    played.step({ type: 'failed', at: START, announcement: there, gone: null, retryAfterMs: 0, tried: true })
    expect(played.state.phase).toBe('open')
    played.show(START)
    expect(played.state.wakeAt).toBe(START + SECOND)
    played.step({ type: 'woke', at: START + SECOND })
    expect(played.announcements).toEqual([{ part: 0, show: 'count', channel: other, message: null, triedAt: START }])
    played.step({ type: 'failed', at: START + SECOND, announcement: there, gone: { what: 'channel gone' }, retryAfterMs: 0, tried: true })
    expect(played.state).toMatchObject({ phase: 'open', wakeAt: START + 12 * SECOND })
  })
})

describe('everyone who answered the question before has answered', () => {
  const second = () => new Played().ask(START, { ada: 0, grace: 1 }).show(START + 20_000)

  it('closes the question, but never before it was open for three seconds', () => {
    const played = second().tallied(START + 21_000, ['grace', 'ada'])
    expect(mustClose(played.state, START + 22_999)).toBe(false)
    expect(mustClose(played.state, START + 23_000)).toBe(true)
  })

  it('closes it at once when it was open longer', () => {
    const played = second().tallied(START + 25_000, ['ada', 'grace', 'alan'])
    expect(mustClose(played.state, START + 25_000)).toBe(true)
  })

  it('waits for the deadline as long as one of them is missing, or on the first question', () => {
    expect(mustClose(second().tallied(START + 25_000, ['ada', 'alan']).state, START + 26_000)).toBe(false)
    expect(mustClose(new Played().show(START).tallied(START + 5000, ['ada']).state, START + 6000)).toBe(false)
  })
})

describe('a reveal', () => {
  it('comes with the close, and shows counts by choice', () => {
    const played = new Played().show(START).close(START + 12_000, [answerOf('ada', 0, START), answerOf('grace', 2, START), answerOf('alan', 2, START)])
    expect(played.state).toMatchObject({ phase: 'revealing', questions: [{ result: { split: [1, 0, 2], void: false } }, {}, {}] })
  })

  it('moves points in the same step, once: an award for each answer, right or wrong', () => {
    const played = new Played({ scoring: 'accuracy' }).ask(START, { ada: 0, grace: 1 })
    expect(played.awards.map(({ id, member, points, right }) => [id, member, points, right])).toEqual([['r1/0/ada', 'ada', 1000, 1], ['r1/0/grace', 'grace', 0, 0]])
    expect(played.close(START + 13_000, [answerOf('ada', 0, START)]).awards).toHaveLength(2)
  })

  it('is tried until the surface has confirmed', () => {
    const played = new Played().show(START).close(START + 12_000, []).step({ type: 'woke', at: START + 12_000 })
    expect(played.announcements).toEqual([{ part: 0, show: 'reveal', channel: general, message: 'm-0', triedAt: null }])
    expect(played.state.phase).toBe('revealing')
    played.show(START + 13_000)
    expect(played.state.phase).toBe('pausing')
  })

  it('is followed by the next question four seconds later', () => {
    const played = new Played().ask(START, { ada: 0, grace: 0 })
    const revealedAt = START + 12_000
    expect(played.state.wakeAt).toBe(revealedAt + 4000)
    expect(played.step({ type: 'woke', at: revealedAt + 3999 }).state.phase).toBe('pausing')
    expect(played.step({ type: 'woke', at: revealedAt + 4000 }).state).toMatchObject({ phase: 'posting', index: 1 })
  })
})

describe('what counts', () => {
  it('a channel round counts when at least two members answered in it; until then awards wait', () => {
    const played = new Played({ scoring: 'accuracy' }).ask(START, { ada: 0 })
    expect(played.awards).toEqual([])
    played.ask(played.state.wakeAt ?? 0, { ada: 1, grace: 1 })
    expect(played.awards.map(award => award.id).toSorted()).toEqual(['r1/0/ada', 'r1/1/ada', 'r1/1/grace'])
    expect(played.state.pending).toEqual([])
  })

  it('an award belongs to the day, week and month of the reveal in the group\'s zone', () => {
    const at = Date.UTC(2026, 11, 31, 23, 59, 50)
    const inZone = (zone: string) => new Played({ zone, at }).ask(at, { ada: 0, grace: 0 }).awards[0]?.boards
    expect(inZone('UTC')).toEqual(['day:2027-01-01', 'week:2026-W53', 'month:2027-01', 'all'])
    expect(inZone('America/New_York')).toEqual(['day:2026-12-31', 'week:2026-W53', 'month:2026-12', 'all'])
  })

  it('a daily always counts, also for one alone', () => {
    const daily = new Played({ mode: 'daily', scoring: 'accuracy', clock: { kind: 'until', at: START + 86_400_000 }, questions: [snapshotOf('one')] })
    daily.ask(START, { ada: 0 })
    expect(daily.awards).toMatchObject([{ id: 'r1/0/ada', points: 1000 }])
    expect(daily.state.phase).toBe('closed')
  })

  it('a daily gives the same for an answer in the first minute and one in the last second', () => {
    const daily = new Played({ mode: 'daily', scoring: 'accuracy', clock: { kind: 'until', at: START + 86_400_000 }, questions: [snapshotOf('one')] }).show(START)
    daily.close(START + 86_402_000, [answerOf('ada', 0, START + 1), answerOf('grace', 0, START + 86_400_000)])
    expect(daily.awards.map(award => award.points)).toEqual([1000, 1000])
  })

  it('a run counts right answers in a row and ends with a wrong or a missing one', () => {
    const played = new Played({ questions: ['a', 'b', 'c', 'd'].map(id => snapshotOf(id)) })
    const at = () => played.state.wakeAt ?? START
    const runs = [{ ada: 0, grace: 0 }, { ada: 0, grace: 1 }, { ada: 0 }, { grace: 0 }].map(choices => {
      played.ask(at(), choices)
      return ['ada', 'grace'].map(member => played.state.players[member]?.run)
    })
    expect(runs).toEqual([[1, 1], [2, 0], [3, 0], [0, 1]])
  })

  it('late joiners play from the question they join at', () => {
    const played = new Played().ask(START, { ada: 0, grace: 0 })
    played.ask(played.state.wakeAt ?? 0, { ada: 1, alan: 1 })
    expect(played.state.players['alan']).toMatchObject({ asked: 1, right: 1 })
  })
})

describe('a round that nobody answers', () => {
  it('asks whether anyone is there at the third question, and ends kindly when that stays empty too', () => {
    const played = new Played({ questions: ['a', 'b', 'c', 'd', 'e'].map(id => snapshotOf(id)) })
    played.ask(START, {}).ask(played.state.wakeAt ?? 0, {})
    expect(played.state.unanswered).toBe(2)
    played.ask(played.state.wakeAt ?? 0, {})
    expect(played.state).toMatchObject({ phase: 'pausing', index: 2 })
    expect(played.show(played.state.wakeAt ?? 0).state).toMatchObject({ phase: 'closed', index: 2 })
    expect(played.show(played.state.wakeAt ?? 0).state.phase).toBe('closed')
  })

  it('goes on when somebody answers again', () => {
    const played = new Played({ questions: ['a', 'b', 'c', 'd', 'e'].map(id => snapshotOf(id)) })
    played.ask(START, {}).ask(played.state.wakeAt ?? 0, {})
    played.ask(played.state.wakeAt ?? 0, { ada: 0 })
    expect(played.state).toMatchObject({ phase: 'pausing', unanswered: 0 })
  })
})

describe('a stop', () => {
  it('makes the open question void: it gives no awards, and what was revealed counts', () => {
    const played = new Played({ scoring: 'accuracy' }).ask(START, { ada: 0, grace: 0 }).show(START + 16_000)
    const before = played.awards.length
    played.step({ type: 'stopped', at: START + 17_000, by: 'ada' })
    expect(played.state.questions[1]?.result).toMatchObject({ void: true })
    expect(played.step({ type: 'closed', at: START + 18_000, zone: 'UTC', answers: [answerOf('ada', 1, START + 16_500)] }).awards).toHaveLength(before)
    played.show(START + 18_000).show(played.state.wakeAt ?? 0)
    expect(played.state).toMatchObject({ phase: 'closed', players: { ada: { points: 1000 }, grace: { points: 1000 } } })
  })

  it('between questions goes straight to the podium', () => {
    const played = new Played().ask(START, { ada: 0, grace: 0 }).step({ type: 'stopped', at: START + 13_000, by: 'ada' })
    played.step({ type: 'woke', at: START + 13_000 })
    expect(played.announcements).toMatchObject([{ part: 'podium', show: 'podium', message: null }])
  })

  it('while a question is being posted lets it be confirmed first, so that no live buttons stay behind', () => {
    const played = new Played().step({ type: 'woke', at: START })
    const [announcement] = played.announcements
    if (announcement === undefined) throw new Error('nothing was announced')
    played.step({ type: 'stopped', at: START + 10, by: 'ada' })
    expect(played.state.phase).toBe('posting')
    played.step({ type: 'shown', at: START + 50, announcement, message: 'm1', postedAt: START + 40 })
    expect(played.state).toMatchObject({ phase: 'revealing', questions: [{ result: { void: true } }, {}, {}] })
    played.step({ type: 'woke', at: START + 50 })
    expect(played.announcements).toMatchObject([{ show: 'reveal', message: 'm1' }])
  })

  it('of a round that was stopped already changes nothing', () => {
    const played = new Played().show(START).step({ type: 'stopped', at: START + 1, by: 'ada' })
    const { state } = played
    expect(played.step({ type: 'stopped', at: START + 2, by: 'grace' }).state.stoppedBy).toBe(state.stoppedBy)
  })
})

describe('an event that no longer fits', () => {
  it('a confirmation of an earlier question does not touch the next one', () => {
    const played = new Played().step({ type: 'woke', at: START })
    const [first] = played.announcements
    if (first === undefined) throw new Error('nothing was announced')
    played.step({ type: 'shown', at: START, announcement: first, message: 'm1', postedAt: START }).close(START + 12_000, []).show(START + 12_000)
    played.step({ type: 'woke', at: START + 16_000 })
    const { state } = played
    expect(played.step({ type: 'shown', at: START + 16_001, announcement: first, message: 'm1', postedAt: START }).state).toEqual(state)
  })
})

it('a round survives being written down and read back at every step', () => {
  const played = new Played()
  const check = () => expect(round.parse(JSON.parse(JSON.stringify(played.state)))).toEqual(played.state)
  check()
  for (let step = 0; step < 3; step++) {
    played.ask(played.state.wakeAt ?? START, { ada: step, grace: 0 })
    check()
  }
  played.show(played.state.wakeAt ?? 0)
  check()
  expect(played.state.phase).toBe('closed')
})

it('an answer that was given after the deadline, while the post of its question was still to be confirmed, counts for nothing', () => {
  const played = new Played({ scoring: 'accuracy' }).show(START)
  const late = START + 11_001
  played.close(START + 12_000, [answerOf('ada', 0, START + 5000), answerOf('grace', 0, START + 11_000), answerOf('alan', 0, late)])
  expect(played.state.players).toMatchObject({ ada: { points: 1000, right: 1, asked: 1 }, grace: { points: 500, right: 1, asked: 1 } })
  expect(Object.keys(played.state.players)).toEqual(['ada', 'grace'])
  expect(played.state.questions[0]?.result?.split).toEqual([2, 0, 0])
  expect([played.awards, played.progress].map(awards => awards.map(award => award.member))).toEqual([['ada', 'grace'], ['ada', 'grace']])
})
