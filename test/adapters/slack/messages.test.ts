import { expect, it } from 'vitest'
import { nodesIn } from '../../standins/slack/blocks.ts'
import type { Message } from '../../standins/slack/world.ts'
import { openSlackStage } from '../../support/slack.ts'

const DAY = 24 * 3600

it('a daily calls the group of people that an admin chose, in its question and in nothing else', async () => {
  const stage = await openSlackStage()
  const channel = stage.slack.addChannel()
  const admin = stage.slack.person({ username: 'ada', isAdmin: true })
  await admin.join(channel)
  const groupsIn = (message: Message | undefined) => nodesIn(message?.blocks, []).flatMap(({ node }) => node['type'] === 'usergroup' ? [node['usergroup_id']] : [])
  const set = await admin.slash(channel.id, '/recall', 'daily set time:12:30 timezone:UTC mention:<!subteam^S024BE7LH|@study>')
  expect(groupsIn(await set.answer())).toEqual([])
  await stage.pass(30 * 60)
  const question = stage.slack.messages(channel.id).at(-1)
  expect(question?.blocks[0]).toMatchObject({ type: 'rich_text', elements: [{ elements: [{ type: 'usergroup' }] }] })
  expect(groupsIn(question)).toEqual(['S024BE7LH'])
  await stage.pass(DAY)
  await stage.pass(60)
  const [reveal] = stage.slack.messages(channel.id)
  expect(groupsIn(reveal)).toEqual([])
  expect(JSON.stringify(reveal?.blocks)).toContain('Explanation')
  for (const { text } of stage.slack.world.log) expect(text).not.toMatch(/<!(?!date)|<@/)
  await stage.close()
})
