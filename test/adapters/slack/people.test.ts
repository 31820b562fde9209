import { webApi } from '@slack/bolt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPeople, type Profile } from '../../../src/adapters/slack/people.ts'
import { openSlack, type SlackStandIn } from '../../standins/slack/slack.ts'
import type { Team } from '../../standins/slack/world.ts'

let slack: SlackStandIn
let other: Team
beforeAll(async () => {
  slack = await openSlack({ limits: 'off' })
  other = slack.addTeam({ name: 'Elsewhere' })
})
afterAll(async () => await slack.close())

const speak = () => new webApi.WebClient(slack.botToken(), { slackApiUrl: slack.apiUrl, rejectRateLimitedCalls: true })
const asked = () => slack.requests.filter(({ method }) => method === 'users.info').length

async function profileOf(who: Parameters<SlackStandIn['person']>[0]): Promise<Profile> {
  return await openPeople((_, error) => { throw error })(speak(), { team: slack.teamId, user: slack.person(who).id }, '')
}

describe('an admin or owner', () => {
  it('of the workspace with Recall is one', async () => {
    expect(await profileOf({ username: 'ada', isOwner: true })).toEqual({ name: 'ada', isAdmin: true, locale: 'en-GB' })
  })

  it('of another workspace is none', async () => {
    expect(await profileOf({ username: 'eli', isAdmin: true, teamId: other.id })).toMatchObject({ isAdmin: false })
  })

  it('in several workspaces of an organisation is one, whichever of them Slack calls theirs', async () => {
    expect(await profileOf({ username: 'mia', isAdmin: true, teamId: other.id, teams: [other.id, slack.teamId] })).toMatchObject({ isAdmin: true })
  })
})

describe('Slack', () => {
  it('is asked once for a person who does several things at once', async () => {
    const people = openPeople((_, error) => { throw error })
    const [client, ben, before] = [speak(), slack.person({ username: 'ben' }), asked()]
    expect(new Set((await Promise.all([1, 2, 3].map(async () => await people(client, { team: slack.teamId, user: ben.id }, '')))).map(({ name }) => name))).toEqual(new Set(['ben']))
    expect(asked()).toBe(before + 1)
  })

  it('is asked for nobody while it wants to be left alone', async () => {
    const people = openPeople(() => {})
    const [client, cho, dee, before] = [speak(), slack.person({ username: 'cho' }), slack.person({ username: 'dee' }), asked()]
    slack.failNext({ retryAfter: 30 }, { when: ({ method }) => method === 'users.info' })
    expect((await people(client, { team: slack.teamId, user: cho.id }, 'handle')).name).toBe('handle')
    expect((await people(client, { team: slack.teamId, user: dee.id }, 'other')).name).toBe('other')
    expect(asked()).toBe(before + 1)
  })
})
