import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../src/bot/card.ts'
import { loadMember } from '../../src/bot/member.ts'
import { suggest } from '../../src/bot/suggest.ts'
import { loadTeams } from '../../src/bot/team.ts'
import { slash, words } from '../../src/bot/text.ts'
import { playRapid } from '../support/games.ts'
import { openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const team = async (name: string, deed: string, options: Record<string, string> = {}) => await world.actor(name).command(`team ${deed}`, options)
const admin = async (deed: string, options: Record<string, string>) => await world.actor('Boss', { admin: true }).command(`team ${deed}`, options)
const say = async (name: string, deed: string, options: Record<string, string> = {}) => plain((await team(name, deed, options)).text ?? '')
const lines = (card: Card) => card.rows?.map(({ label, text, value }) => `${plain(label)} ${text} ${value}`)
const listed = async () => lines(await team('Reader', 'list')) ?? []
const board = async (name = 'Reader') => await world.actor(name).command('leaderboard', { of: 'teams' })

/** The names of the members of each team, as the teams say and as the members' own documents say. */
async function whoIsWhere(): Promise<{ byTeam: string[], byMember: string[] }> {
  const group = await world.store.members.groupOf('test', 'h')
  const teams = await loadTeams(world.store, group)
  const byTeam = teams.flatMap(({ name, members }) => members.map(member => `${member} in ${name}`)).toSorted()
  const everyone = [...new Set(teams.flatMap(({ members }) => members))]
  const own = await Promise.all(everyone.map(async member => ({ member, team: (await loadMember(world.store, group, member)).team })))
  return { byTeam, byMember: own.map(({ member, team: id }) => `${member} in ${teams.find(one => one.id === id)?.name}`).toSorted() }
}

describe('teams', () => {
  it('whose name is mistyped are offered by the names that may have been meant', async () => {
    for (const name of ['Gradient Gang', 'Bayes Watch', 'Bayesians']) await team('Ada', 'create', { name })
    for (const deed of ['join', 'show']) expect(await say('Grace', deed, { name: 'Gradeint Gang' })).toBe('I know no team "Gradeint Gang". Did you mean Gradient Gang? /team list shows them all.')
    expect(await say('Grace', 'join', { name: 'bayes' })).toBe('I know no team "bayes". Did you mean Bayes Watch or Bayesians? /team list shows them all.')
    expect(await say('Grace', 'join', { name: 'Quokkas' })).toBe('I know no team "Quokkas". /team list shows them all.')
    expect(plain((await admin('remove', { name: 'Gradiant Gang' })).text ?? '')).toBe('I know no team "Gradiant Gang". Did you mean Gradient Gang? /team list shows them all.')
  })

  it('are made by anyone, who is in it then; others join, leave, and see who is there', async () => {
    expect(await say('Ada', 'create', { name: 'Gradient Gang' })).toBe('Gradient Gang is a team now, and you are in it. Others come in with /team join name:Gradient Gang.')
    expect(await say('Grace', 'join', { name: 'gradient gang' })).toBe('You are in Gradient Gang now.')
    expect(await say('Grace', 'join', { name: 'Gradient Gang' })).toBe('You are in Gradient Gang already.')
    expect(await team('Grace', 'show')).toMatchObject({ title: 'Gradient Gang', text: '2 members. Nobody has played for Gradient Gang this week yet.', fields: [{ name: 'Members', value: 'Ada · Grace' }] })
    expect(await say('Grace', 'leave')).toBe('You have left Gradient Gang. What you earned in it stays with it.')
    expect(await say('Grace', 'leave')).toMatch(/^You are in no team/)
    expect(await listed()).toEqual(['1 Gradient Gang 1 member'])
  })

  it('a member is in at most one team of a group: joining or making another leaves the one before', async () => {
    await team('Ada', 'create', { name: 'Red' })
    await team('Grace', 'create', { name: 'Blue' })
    expect(await say('Ada', 'join', { name: 'Blue' })).toBe('You are in Blue now. You have left Red; what you earned in it stays with it.')
    expect(await listed()).toEqual(['1 Blue 2 members', '2 Red 0 members'])
    expect(await say('Ada', 'create', { name: 'Green' })).toMatch(/^Green is a team now, and you are in it\. .* You have left Blue/)
    expect(await listed()).toEqual(['1 Blue 1 member', '2 Green 1 member', '3 Red 0 members'])
  })

  it('have names of 2 to 40 characters without control characters, unique whatever their case and accents', async () => {
    await team('Ada', 'create', { name: 'Élan' })
    expect(await say('Grace', 'create', { name: 'ELAN' })).toBe('There is a team Élan already. Choose another name; to go into that one, /team join name:Élan.')
    expect(await say('Grace', 'create', { name: 'E' })).toBe("A team's name has 2 to 40 characters.")
    expect(await say('Grace', 'create', { name: 'x'.repeat(41) })).toBe("A team's name has 2 to 40 characters.")
    expect(await say('Grace', 'create', { name: 'Red\u202eder' })).toMatch(/^There are characters in that name that nobody can see/)
    expect(await listed()).toEqual(['1 Élan 1 member'])
  })

  it('are at most 50 in a group, listed ten a page', async () => {
    for (let place = 0; place < 49; place++) await team(`P${place}`, 'create', { name: `Team ${String(place).padStart(2, '0')}` })
    const last = await Promise.all(['Ada', 'Grace', 'Alan'].map((name, place) => say(name, 'create', { name: `Late ${place}` })))
    expect(last.filter(text => text.startsWith('There are 50 teams already'))).toHaveLength(2)
    const seen = []
    let page = await team('P7', 'list')
    expect(page.rows?.[8]?.text).toBe('Team 07')
    for (;;) {
      seen.push(...page.rows?.map(row => row.text) ?? [])
      const later = page.buttons?.find(button => button.label === 'Later places')
      if (later === undefined) break
      page = await world.actor('P7').press(later.press)
    }
    expect([seen.length, new Set(seen).size]).toEqual([50, 50])
  })

  it('can be renamed and removed by admins, and by nobody else', async () => {
    await team('Ada', 'create', { name: 'Red' })
    await team('Grace', 'create', { name: 'Blue' })
    expect(await say('Ada', 'rename', { name: 'Red', to: 'Crimson' })).toBe('Only an admin of this group can do that.')
    expect(await say('Ada', 'remove', { name: 'Red' })).toBe('Only an admin of this group can do that.')
    expect(plain((await admin('rename', { name: 'Red', to: 'blue' })).text ?? '')).toMatch(/^There is a team Blue already/)
    expect((await admin('rename', { name: 'Red', to: 'R' })).text).toBe("A team's name has 2 to 40 characters.")
    expect((await admin('rename', { name: 'red', to: 'RED' })).text).toBe('Red is called RED from now on. Its points and members stay.')
    const group = await world.store.members.groupOf('test', 'h')
    const [ada = ''] = (await loadTeams(world.store, group)).find(({ name }) => name === 'RED')?.members ?? []
    expect((await admin('remove', { name: 'Red' })).text).toBe('RED is removed. 1 member is in no team now; their own points stay.')
    expect((await loadMember(world.store, group, ada)).team).toBeNull()
    expect(await listed()).toEqual(['1 Blue 1 member'])
    expect(await say('Ada', 'show')).toMatch(/^You are in no team/)
    expect(await say('Ada', 'create', { name: 'Red' })).toMatch(/^Red is a team now/)
  })

  it('that nobody knows get a sentence, with those that may be meant', async () => {
    expect(await say('Ada', 'list')).toBe('There are no teams yet. /team create makes one.')
    expect(await say('Ada', 'join', { name: 'Red' })).toBe('There are no teams yet. /team create makes one.')
    await team('Ada', 'create', { name: 'Red Pandas' })
    expect(await say('Grace', 'join', { name: 'panda' })).toBe('I know no team "panda". Did you mean Red Pandas? /team list shows them all.')
    expect(await say('Grace', 'show', { name: 'zebra' })).toBe('I know no team "zebra". /team list shows them all.')
    expect(plain((await admin('remove', { name: 'zebra' })).text ?? '')).toMatch(/^I know no team/)
    expect(plain((await world.actor('Ada', { alone: true }).command('team list')).text ?? '')).toMatch(/^That works in the channels of a group/)
  })

  it('are completed while they are typed, those of the group only', async () => {
    await team('Ada', 'create', { name: 'Red Pandas' })
    await world.actor('Ada', { home: 'elsewhere' }).command('team create', { name: 'Red Others' })
    const typed = async (command: string, text: string) => await suggest(world.bot, { channel: { platform: 'test', home: 'h', id: 'general' } }, command, 'name', text)
    expect(await typed('team join', 'pan')).toEqual(['Red Pandas'])
    expect(await typed('team remove', '')).toEqual(['Red Pandas'])
    expect(await typed('team create', 're')).toEqual([])
  })

  it('keep one truth when many people change them at once', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, (_, place) => say(`P${place}`, 'create', { name: place % 2 === 0 ? 'Same' : 'SAME' })))
    expect(made.filter(text => / is a team now/.test(text))).toHaveLength(1)
    await team('Ada', 'create', { name: 'Other' })
    await Promise.all(Array.from({ length: 24 }, (_, place) => {
      const name = `P${place % 12}`
      return place % 5 === 4 ? team(name, 'leave') : team(name, 'join', { name: place % 3 === 0 ? 'Same' : 'Other' })
    }))
    const { byTeam, byMember } = await whoIsWhere()
    expect(byTeam.length).toBeGreaterThan(5)
    expect(new Set(byTeam.map(line => line.split(' ')[0])).size).toBe(byTeam.length)
    expect(byMember).toEqual(byTeam)
    await Promise.all([admin('remove', { name: 'Same' }), team('P1', 'join', { name: 'Same' }), team('P2', 'leave'), admin('rename', { name: 'Other', to: 'Another' })])
    const after = await whoIsWhere()
    expect(after.byMember).toEqual(after.byTeam)
    expect(await listed()).toEqual([expect.stringMatching(/^1 Another /)])
  })
})

describe("a team's score", () => {
  it('is the sum of its best three members, so that size does not win; 1, 2, 2, 4 are the ranks', async () => {
    await team('A1', 'create', { name: 'Big' })
    for (const name of ['A2', 'A3', 'A4']) await team(name, 'join', { name: 'Big' })
    for (const [first, second, name] of [['B1', 'B2', 'Even'], ['C1', 'C2', 'Same']] as const) {
      await team(first, 'create', { name })
      await team(second, 'join', { name })
    }
    await team('D1', 'create', { name: 'Last' })
    await team('D2', 'join', { name: 'Last' })
    await playRapid(world, [
      { A1: 'right', A2: 'right', A3: 'right', A4: 'right', B1: 'right', B2: 'right', C1: 'right', C2: 'right', D1: 'right', D2: 'wrong' },
      { A1: 'right', A2: 'wrong' },
      { A3: 'wrong', A4: 'wrong' },
    ])
    const card = await board('D1')
    const [first, ...others] = lines(card) ?? []
    expect(first).toMatch(/^1 Big \d\/\d · 4,000$/)
    expect(others.toSorted()).toEqual(['2 Even 2/2 · 2,000', '2 Same 2/2 · 2,000', '4 Last 1/2 · 1,000'])
    expect(card).toMatchObject({ title: 'Teams of this week', text: 'Your team: Last is number 4 this week, with 1,000 points.' })
    expect(card.rows?.map(row => row.mark)).toEqual([undefined, undefined, undefined, 'own'])
    expect(await team('A1', 'show')).toMatchObject({ title: 'Big', text: '4 members. Big is number 1 this week, with 4,000 points.', rows: [{ label: '1', text: 'A1', mark: 'own' }, { label: '2' }, { label: '2' }, { label: '2' }] })
  })

  it('teams with fewer than two who took part are listed without a rank', async () => {
    await team('Ada', 'create', { name: 'Lone' })
    await team('Grace', 'create', { name: 'Pair' })
    await team('Alan', 'join', { name: 'Pair' })
    await team('Kay', 'create', { name: 'Idle' })
    await playRapid(world, [{ Ada: 'right', Grace: 'right', Alan: 'wrong' }, { Ada: 'right' }])
    const card = await board('Ada')
    expect(lines(card)).toEqual(['1 Pair 1/2 · 1,000', '· Lone 2/2 · 2,000', '· Idle 0/0 · 0'])
    expect(card.rows?.map(row => row.note)).toEqual([undefined, '1 member has played; a rank needs two', 'nobody has played yet'])
    expect(card.text).toBe('Your team: Lone has 2,000 points this week, and a rank when a second member plays.')
    expect(plain((await board('Stranger')).text ?? '')).toBe('You are in no team. /team join takes you into one.')
  })

  it('leaving a team leaves its past as it is: an award keeps the team of its answer', async () => {
    await team('Ada', 'create', { name: 'Red' })
    await team('Grace', 'join', { name: 'Red' })
    await team('Alan', 'create', { name: 'Blue' })
    await team('Kay', 'join', { name: 'Blue' })
    await playRapid(world, [{ Ada: 'right', Grace: 'right', Alan: 'right', Kay: 'right' }])
    await team('Ada', 'join', { name: 'Blue' })
    expect((lines(await board()) ?? []).toSorted()).toEqual(['1 Blue 2/2 · 2,000', '1 Red 2/2 · 2,000'])
    await playRapid(world, [{ Ada: 'right', Grace: 'wrong' }])
    expect(lines(await board())).toEqual(['1 Blue 3/3 · 3,000', '2 Red 2/3 · 2,000'])
    const own = await world.actor('Ada').command('leaderboard')
    await team('Ada', 'leave')
    expect(lines(await board())).toEqual(['1 Blue 3/3 · 3,000', '2 Red 2/3 · 2,000'])
    expect(await world.actor('Ada').command('leaderboard')).toEqual(own)
  })

  it('an answer counts for the team at its answer, also when the member moves before the reveal', async () => {
    await team('Ada', 'create', { name: 'Red' })
    await team('Grace', 'create', { name: 'Blue' })
    await world.actor('Ada').command('rapid', { questions: '3', seconds: '10', scoring: 'accuracy' })
    await world.pass(0)
    for (const name of ['Ada', 'Grace']) await world.actor(name).click('A')
    await team('Ada', 'join', { name: 'Blue' })
    await world.pass(12)
    expect((await board()).rows?.map(row => [row.text, row.value?.split(' ')[0]?.split('/')[1]]).toSorted()).toEqual([['Blue', '1'], ['Red', '1']])
  })

  it('a removed team is listed no more, and its members keep their own points', async () => {
    await team('Ada', 'create', { name: 'Red' })
    await team('Grace', 'join', { name: 'Red' })
    await playRapid(world, [{ Ada: 'right', Grace: 'right' }])
    await admin('remove', { name: 'Red' })
    expect(await board()).toMatchObject({ text: words`There are no teams yet. ${slash('team create')} makes one.` })
    expect(lines(await world.actor('Ada').command('leaderboard'))?.toSorted()).toEqual(['1 Ada 1/1 · 1,000', '1 Grace 1/1 · 1,000'])
  })

  it('the podium shows the team result when teams took part', async () => {
    await team('Ada', 'create', { name: 'Red' })
    await team('Grace', 'join', { name: 'Red' })
    await team('Alan', 'create', { name: 'Blue' })
    await team('Idle', 'create', { name: 'Idle' })
    await playRapid(world, [{ Ada: 'right', Grace: 'right', Alan: 'right', Kay: 'right' }, { Ada: 'right', Alan: 'right' }, { Alan: 'right' }])
    expect(world.newest()).toMatchObject({ kind: 'podium', fields: [{ name: 'Teams, by their best 3', value: '1 Red 3,000 · Blue 3,000 (one player, so no rank)' }] })
  })
})
