/** A store in the simplest possible way, in memory: what the real ones must agree with. */
import type { Account, AccountId, Answers, Boards, Claim, Commit, Committed, Kind, Members, Records, Saved, Store, Write } from '../../src/bot/ports.ts'
import type { Answer } from '../../src/engine/fold.ts'
import { rankAll, type Standing } from '../../src/engine/leaderboard.ts'
import { isPast } from '../../src/stores/lifetime.ts'
import type { Award } from '../../src/engine/round.ts'
import { memoryTurns } from '../../src/stores/turns.ts'

interface Document extends Write {
  group: string
  epoch: number
  leasedUntil: number
  nudged: boolean
}

interface Model {
  now: () => number
  documents: Document[]
  /** The highest version and epoch that a removed document of each group had. */
  floors: Map<string, { version: number, epoch: number }>
  gates: Map<string, 'open' | 'closed'>
  answers: { gate: string, answer: Answer }[]
  awards: { group: string, award: Award }[]
  homes: { key: string, group: string }[]
  members: { group: string, account: Account, member: string }[]
  minted: number
  erased: Set<string>
}

/** Opens an empty model whose time is `now`. Leases run on the machine's own time, as in the stores. */
export function modelStore(now: () => number): Store {
  const model: Model = { now, documents: [], floors: new Map(), gates: new Map(), answers: [], awards: [], homes: [], members: [], minted: 0, erased: new Set() }
  return {
    records: modelRecords(model),
    answers: modelAnswers(model),
    boards: modelBoards(model),
    members: modelMembers(model),
    turns: memoryTurns(now),
    erase: async group => erase(model, group),
    now: async () => now(),
    ping: async () => {},
    close: async () => {},
  }
}

function modelRecords(model: Model): Records {
  return {
    load: async (group, kind, id) => {
      const found = find(model, group, kind, id)
      return found === undefined ? null : savedOf(found)
    },
    list: async (group, kind) => model.documents.filter(one => one.group === group && one.kind === kind).map(savedOf).toSorted(by(one => one.id)),
    commit: async (group, commit) => {
      refuseErased(model, group)
      return write(model, group, commit)
    },
    claimDue: async (limit, forMs) => ({ at: model.now(), claims: claimDue(model, limit, forMs) }),
  }
}

function write(model: Model, group: string, { writes, gate, awards, lease }: Commit): Committed {
  const before = writes.map(one => find(model, group, one.kind, one.id))
  if (lease.do !== 'leave' && before[0]?.epoch !== lease.epoch) return 'fenced'
  if (writes.some((one, place) => (before[place]?.version ?? 0) !== one.version)) return 'conflict'
  for (const [place, one] of writes.entries()) writeOne(model, group, one, before[place])
  if (gate !== null && !model.gates.has(gateOf(group, gate.round, gate.question))) model.gates.set(gateOf(group, gate.round, gate.question), 'open')
  for (const award of awards) give(model, group, award)
  const first = writes[0] && find(model, group, writes[0].kind, writes[0].id)
  if (first !== undefined && lease.do !== 'leave') first.leasedUntil = lease.do === 'keep' ? Date.now() + lease.forMs : 0
  return 'done'
}

function writeOne(model: Model, group: string, one: Write, before: Document | undefined): void {
  model.documents = model.documents.filter(other => other !== before)
  const floor = model.floors.get(group) ?? { version: 0, epoch: 0 }
  if (one.state === null) {
    model.floors.set(group, { version: Math.max(floor.version, one.version), epoch: Math.max(floor.epoch, before?.epoch ?? 0) })
    return
  }
  const kept = before ?? { epoch: floor.epoch, leasedUntil: 0, nudged: false }
  const wakeAt = one.wakeAt !== null && kept.nudged ? Math.min(one.wakeAt, model.now()) : one.wakeAt
  model.documents.push({ ...kept, ...one, group, wakeAt, version: (before?.version ?? floor.version) + 1 })
}

function claimDue(model: Model, limit: number, forMs: number): Claim[] {
  const at = Date.now()
  const due = model.documents.filter(one => one.wakeAt !== null && one.wakeAt <= model.now() && one.leasedUntil <= at)
  const order = (one: Document) => `${String(one.wakeAt).padStart(20, '0')} ${one.group} ${one.kind} ${one.id}`
  return due.toSorted(by(order)).slice(0, limit).map(one => {
    Object.assign(one, { epoch: one.epoch + 1, leasedUntil: at + forMs, nudged: false })
    return { ...savedOf(one), group: one.group, kind: one.kind, epoch: one.epoch, dueAt: one.wakeAt ?? 0 }
  })
}

function modelAnswers(model: Model): Answers {
  const all = (group: string, round: string, question: number) =>
    model.answers.filter(one => one.gate === gateOf(group, round, question)).map(one => one.answer).toSorted(by(answer => answer.member))
  const own = (group: string, round: string, question: number, member: string) =>
    all(group, round, question).find(answer => answer.member === member)
  return {
    record: async (group, round, question, given) => {
      refuseErased(model, group)
      const gate = gateOf(group, round, question)
      if (model.gates.get(gate) !== 'open') return { outcome: 'closed' }
      const first = own(group, round, question, given.member)
      if (first !== undefined) return { outcome: 'already', answer: first }
      const answer = { ...given, receivedAt: model.now() }
      model.answers.push({ gate, answer })
      wake(model, find(model, group, 'round', round))
      return { outcome: 'recorded', answer }
    },
    close: async (group, round, question) => {
      refuseErased(model, group)
      model.gates.set(gateOf(group, round, question), 'closed')
      return all(group, round, question)
    },
    own: async (group, askings, member) => askings.map(one => own(group, one.round, one.question, member) ?? null),
    tally: async (group, round, question, members) => {
      const answers = all(group, round, question)
      return { count: answers.length, ofThese: answers.filter(answer => members.includes(answer.member)).length }
    },
    all: async (group, round, question) => all(group, round, question),
    forget: async (group, round, question, member, alias) => {
      const place = model.answers.findIndex(one => one.gate === gateOf(group, round, question) && one.answer.member === member)
      const [found] = place < 0 ? [] : model.answers.splice(place, 1)
      if (found === undefined || alias === null || own(group, round, question, alias) !== undefined) return
      model.answers.push({ ...found, answer: { ...found.answer, member: alias, account: '', team: null } })
    },
  }
}

function wake(model: Model, round: Document | undefined): void {
  if (round === undefined) return
  round.nudged = true
  if (round.wakeAt !== null) round.wakeAt = Math.min(round.wakeAt, model.now())
}

function modelBoards(model: Model): Boards {
  const ranked = (group: string, board: string) => {
    if (isPast(board, model.now())) return []
    const places = new Map<string, Omit<Standing, 'rank'>>()
    for (const { award } of model.awards.filter(one => one.group === group && one.award.boards.includes(board))) {
      const before = places.get(award.member) ?? { member: award.member, points: 0, right: 0, asked: 0 }
      places.set(award.member, { member: award.member, points: before.points + award.points, right: before.right + award.right, asked: before.asked + award.asked })
      if (before.asked + award.asked === 0) places.delete(award.member)
    }
    return rankAll([...places.values()])
  }
  return {
    page: async (group, board, offset, limit) => ({ standings: ranked(group, board).slice(offset, offset + limit), total: ranked(group, board).length }),
    standings: async (group, boards, member) => boards.map(board => ranked(group, board).find(one => one.member === member) ?? null),
    forget: async (group, member) => {
      for (const one of model.awards) if (one.group === group && one.award.member === member) one.award = { ...one.award, boards: [] }
    },
  }
}

function give(model: Model, group: string, award: Award): void {
  if (model.awards.some(one => one.group === group && one.award.id === award.id)) return
  model.awards.push({ group, award })
}

function erase(model: Model, group: string): void {
  model.erased.add(group)
  model.documents = model.documents.filter(one => one.group !== group)
  model.answers = model.answers.filter(one => !one.gate.startsWith(`${group} `))
  model.awards = model.awards.filter(one => one.group !== group)
  for (const gate of model.gates.keys()) if (gate.startsWith(`${group} `)) model.gates.delete(gate)
  model.members = model.members.filter(one => one.group !== group)
  model.homes = model.homes.map(one => one.group === group ? { ...one, key: '' } : one)
}

function refuseErased(model: Model, group: string): void {
  if (model.erased.has(group)) throw new Error('This group was erased.')
}

function modelMembers(model: Model): Members {
  const account = ({ platform, id }: AccountId) => `${platform} ${id}`
  return {
    groupOf: async (platform, home) => {
      const key = `${platform} ${home}`
      const known = model.homes.find(one => one.key === key)
      const found = known ?? { key, group: `group${model.homes.length}` }
      if (known === undefined) model.homes.push(found)
      return found.group
    },
    homes: async platform => model.homes.filter(one => one.key.startsWith(`${platform} `)).map(one => one.key.slice(platform.length + 1)),
    memberOf: async (group, given) => {
      refuseErased(model, group)
      const known = model.members.find(one => one.group === group && account(one.account) === account(given))
      const found = known ?? { group, account: given, member: `member${model.minted++}` }
      if (known === undefined) model.members.push(found)
      if (given.name !== '') found.account = given
      return found.member
    },
    names: async (group, wanted) => Object.fromEntries(model.members.filter(one => one.group === group && wanted.includes(one.member)).map(one => [one.member, one.account.name])),
    accounts: async (group, member) => model.members.filter(one => one.group === group && one.member === member).map(({ account: { platform, id } }) => ({ platform, id })),
    forget: async (group, member) => {
      model.members = model.members.filter(one => one.group !== group || one.member !== member)
    },
  }
}

function find(model: Model, group: string, kind: Kind, id: string): Document | undefined {
  return model.documents.find(one => one.group === group && one.kind === kind && one.id === id)
}

function savedOf({ id, version, state }: Document): Saved {
  return { id, version, state }
}

function gateOf(group: string, round: string, question: number): string {
  return `${group} ${round} ${question}`
}

function by<Item>(key: (item: Item) => string): (a: Item, b: Item) => number {
  return (a, b) => key(a) < key(b) ? -1 : 1
}
