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

async function profileOf(who: Parameters<SlackStandIn['person']>[0]): Promise<Profile> {
  const client = new webApi.WebClient(slack.botToken(), { slackApiUrl: slack.apiUrl })
  return await openPeople(() => slack.teamId, (_, error) => { throw error })(client, slack.person(who).id, '')
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
