import { join } from 'node:path'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { pictureRoutes } from '../../../src/adapters/slack/pictures.ts'
import { openPictures, type Pictures } from '../../../src/pictures/pictures.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { Channel, Json, Message } from '../../standins/slack/world.ts'
import { library, libraryOf } from '../../support/library.ts'
import { temporaryFolder } from '../../support/recall.ts'
import { openSlackStage, type SlackStage } from '../../support/slack.ts'

const PUBLIC = 'https://recall.example'
const NAME = 'formula cosine similarity'
const cosine = library.formulas.find(({ name }) => name === 'Cosine similarity')
const alt = `Cosine similarity: ${cosine?.plain}`

const imageOf = ({ blocks }: Message): Json | undefined => blocks.find(({ type }) => type === 'image')
const isIn = (message: Message, text: string) => JSON.stringify(message.blocks).includes(JSON.stringify(text).slice(1, -1))

let stage: SlackStage
let channel: Channel

async function open(options: Parameters<typeof openSlackStage>[0] = {}): Promise<void> {
  stage = await openSlackStage(options)
  channel = stage.slack.addChannel()
}

async function joined(username: string): Promise<Person> {
  const person = stage.slack.person({ username })
  await person.join(channel)
  return person
}

const uploads = () => stage.slack.requests.filter(({ method }) => method === 'files.completeUploadExternal').length

afterEach(async () => await stage.close())

describe('a formula on Slack', () => {
  beforeEach(async () => await open())

  it('shows its picture, uploaded once for all who ask for it, even at the same time', async () => {
    const [ada, bo] = [await joined('ada'), await joined('bo')]
    const seen = await Promise.all([ada, bo].map(one => one.slash(channel.id, '/recall', NAME)))
    const shown = await Promise.all(seen.map(one => one.answer()))
    const [first, second] = shown.map(imageOf)
    expect(first).toMatchObject({ slack_file: { id: expect.stringMatching(/^F/) }, alt_text: alt })
    expect(second).toMatchObject({ slack_file: first?.['slack_file'] })
    expect(imageOf(await (await ada.slash(channel.id, '/recall', NAME)).answer())).toMatchObject({ slack_file: first?.['slack_file'] })
    expect(uploads()).toBe(1)
    const [file] = stage.slack.world.files.values()
    expect(file?.alt).toBe(alt)
    expect(Buffer.from(file?.bytes ?? []).toString('latin1', 1, 4)).toBe('PNG')
  })

  it('is acknowledged before its picture has been uploaded', async () => {
    stage.slack.failNext({ delay: 300 }, { when: ({ method }) => method.startsWith('files.') })
    const seen = await (await joined('ada')).slash(channel.id, '/recall', NAME)
    expect({ kind: seen.kind, answers: seen.answers(), uploads: uploads() }).toEqual({ kind: 'acknowledged', answers: [], uploads: 0 })
    expect(imageOf(await seen.answer())).toBeDefined()
  })

  it.each(['files.getUploadURLExternal', 'files.completeUploadExternal', 'files.info'])('stands with its words when %s fails, and with its picture the next time', async method => {
    const ada = await joined('ada')
    stage.slack.failNext({ error: 'internal_error' }, { when: call => call.method === method })
    const without = await (await ada.slash(channel.id, '/recall', NAME)).answer()
    expect([imageOf(without), isIn(without, alt)]).toEqual([undefined, true])
    expect(stage.troubles).toEqual([expect.stringContaining('a picture could not be shown on Slack')])
    expect(imageOf(await (await ada.slash(channel.id, '/recall', NAME)).answer())).toBeDefined()
  })

  it('stands with its words when somebody has removed its file from Slack, and is uploaded anew the next time', async () => {
    const ada = await joined('ada')
    await (await ada.slash(channel.id, '/recall', NAME)).answer()
    for (const file of stage.slack.world.files.values()) file.readyAt = null
    const without = await (await ada.slash(channel.id, '/recall', NAME)).answer()
    expect([imageOf(without), isIn(without, alt)]).toEqual([undefined, true])
    expect(imageOf(await (await ada.slash(channel.id, '/recall', NAME)).answer())).toBeDefined()
    expect(uploads()).toBe(2)
  })
})

it('a board is a table, which comes with the acknowledgement and uploads nothing', async () => {
  await open()
  const [ada, bo] = [await joined('ada'), await joined('bo')]
  await ada.slash(channel.id, '/recall', 'rapid questions:3')
  await stage.pass(0)
  const question = await stage.slack.until(() => stage.slack.messages(channel.id).at(-1), 'a question')
  for (const one of [ada, bo]) await one.press(question, 'press-0')
  for (const seconds of [20, 4, 1]) await stage.pass(seconds)
  await ada.slash(channel.id, '/recall', 'stop')
  await stage.pass(1)
  const tables = (message: Message | undefined) => message?.blocks.filter(({ type }) => type === 'table')
  expect(tables(stage.slack.messages(channel.id).at(-1))).toMatchObject([{ rows: { length: 3 } }])
  const before = stage.slack.requests.length
  const [board] = (await ada.slash(channel.id, '/recall', 'leaderboard all')).answers()
  expect(tables(board)).toMatchObject([{ rows: { length: 3 } }])
  expect(stage.slack.requests.slice(before)).toEqual([])
  expect(stage.slack.requests.filter(({ method }) => method.startsWith('files.'))).toEqual([])
})

describe('where Slack can reach this process', () => {
  it('a formula shows its picture from there, and nothing is uploaded', async () => {
    await open({ publicUrl: `${PUBLIC}/` })
    const shown = imageOf(await (await (await joined('ada')).slash(channel.id, '/recall', NAME)).answer())
    expect(shown).toMatchObject({ alt_text: alt, image_url: expect.stringMatching(/^https:\/\/recall\.example\/pictures\/formula-[0-9a-f]{64}\.png$/) })
    expect(stage.slack.requests.filter(({ method }) => method.startsWith('files.'))).toEqual([])
    const served = await stage.recall.routes.request(String(shown?.['image_url']).slice(PUBLIC.length))
    expect([served.status, served.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(Buffer.from(await served.arrayBuffer()).toString('latin1', 1, 4)).toBe('PNG')
  })

  it('without that it serves no pictures', async () => {
    await open()
    expect((await stage.recall.routes.request(`/pictures/formula-${'0'.repeat(64)}.png`)).status).toBe(404)
  })
})

describe('the address of a picture', () => {
  const latex = (text: string) => ({ kind: 'formula', latex: text }) as const
  const places = { kind: 'places', title: 'Board', rows: [{ rank: '1', name: 'Ada', value: '1', own: true }] } as const

  async function server() {
    await open()
    const folder = temporaryFolder()
    const opened: Pictures[] = []
    onTestFinished(async () => {
      await Promise.all(opened.map(one => one.close()))
      folder.remove()
    })
    const pictures = () => {
      const one = openPictures(join(folder.path, 'pictures'), () => {})
      opened.push(one)
      return one
    }
    const status = async (routes: Hono, key: string) => (await routes.request(`/pictures/${key}.png`)).status
    return { pictures, status }
  }

  it('works in every process with this content, whoever handed it out, and once its formula is another, as long as it is kept', async () => {
    const { pictures, status } = await server()
    const [one, other] = [pictures(), pictures()]
    const key = one.key(latex(cosine?.latex ?? ''))
    const bare = { ...libraryOf([]), formulas: [] }
    expect(await status(pictureRoutes(other, bare, () => {}), key)).toBe(404)
    expect(await status(pictureRoutes(one, library, () => {}), key)).toBe(200)
    expect(await status(pictureRoutes(other, bare, () => {}), key)).toBe(200)
  })

  it('leads to no board, no other formula and no other file', async () => {
    const { pictures, status } = await server()
    const one = pictures()
    await one.png(places)
    const routes = pictureRoutes(one, library, () => {})
    for (const key of [one.key(places), one.key(latex('x')), 'secret', '..%2Fsecret', `formula-${'0'.repeat(64)}%2F..%2Fsecret`]) expect(await status(routes, key)).toBe(404)
  })

  it('that is not one of these is left to whoever else serves pictures', async () => {
    const { pictures } = await server()
    const all = new Hono().route('/', pictureRoutes(pictures(), library, () => {})).get('/pictures/:file', context => context.text('another'))
    expect(await (await all.request('/pictures/other.png')).text()).toBe('another')
  })
})
