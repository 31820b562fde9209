import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRoom, read, type Room } from './room.ts'

let room: Room
beforeEach(async () => { room = await openRoom() })
afterEach(async () => {
  expect(room.troubles).toEqual([])
  await room.close()
})

const chosen = (view: { blocks: readonly Record<string, unknown>[] }, field: string) => (view.blocks.find(block => block['block_id'] === field)?.['element'] as { initial_option?: { value: string } } | undefined)?.initial_option?.value

describe('"Look up a formula"', () => {
  it('asks for a name, and shows the formula in the same window: its words at once, then its picture', async () => {
    const { ben, slack } = room
    const form = await (await ben.shortcut('formula')).modal()
    await ben.suggest(form, 'name', 'f1 score')
    const { kind, view } = await ben.submit(form, { name: 'F1 score' })
    expect(kind).toBe('updated')
    expect(view && read(view)).toContain('F1 score')
    const drawn = await slack.until(() => view?.blocks.some(block => block['type'] === 'image' && block['slack_file'] !== undefined) ? view : undefined, 'its picture')
    expect(read(drawn)).toContain('When to use it')
    expect(slack.privateMessages(ben.id)).toEqual([])
  })

  it('goes on in that window: a button shows the next card there', async () => {
    const { ben, slack } = room
    const form = await (await ben.shortcut('formula')).modal()
    await ben.suggest(form, 'name', 'F1 score')
    const { view } = await ben.submit(form, { name: 'F1 score' })
    if (view === null) throw new Error('No window is open.')
    await slack.until(() => view.versions === 3 ? view : undefined, 'the picture')
    const quiz = view.blocks.flatMap(block => block['type'] === 'actions' ? block['elements'] as { action_id: string, text: { text: string } }[] : []).find(one => one.text.text === 'Quiz me on this')
    await ben.press(view, quiz?.action_id ?? '')
    await slack.until(() => read(view).includes('Practice 1 of 3') ? view : undefined, 'a question')
    await ben.press(view, 'press-0')
    await slack.until(() => read(view).includes('Because of') ? view : undefined, 'the verdict')
  })

  it('says in the window what was not found', async () => {
    const { ben } = room
    const form = await (await ben.shortcut('formula')).modal()
    await ben.suggest(form, 'name', 'xyzzy')
    const { view } = await ben.submit(form, { name: 'xyzzy' })
    expect(view && read(view)).toContain('I found no formula for "xyzzy"')
  })
})

describe('"Quiz us on this"', () => {
  it.each([
    ['Can somebody explain the F1 score again?', 'metrics'],
    ['I never get Bayes\' theorem right', 'probability'],
    ['Linear algebra is next week.', 'linear-algebra'],
    ['Lunch?', undefined],
    ['', undefined],
  ])('on %j opens the form of a quiz for everyone, on the topic of the message: %s', async (text, topic) => {
    const { ada, ben, general } = room
    const form = await (await ben.messageShortcut(await ada.write(general.id, text), 'quiz-this')).modal()
    expect([chosen(form, 'topic'), chosen(form, 'for')]).toEqual([topic, 'channel'])
  })

  it('starts the quiz in that channel', async () => {
    const { ada, ben, general, slack } = room
    const form = await (await ben.messageShortcut(await ada.write(general.id, 'Precision or recall?'), 'quiz-this')).modal()
    await ben.submit(form, { questions: '2' })
    await slack.until(() => slack.privateMessages(ben.id)[0], 'word of it')
    await room.pass(0)
    expect(read(slack.messages(general.id)[1] ?? { blocks: [] })).toContain('Question 1 of 2 · Metrics')
  })

  it('in a direct message is a quiz for oneself', async () => {
    const { ben } = room
    const form = await (await ben.messageShortcut(await ben.direct('help'), 'quiz-this')).modal()
    expect(chosen(form, 'for')).toBeUndefined()
  })

  it('in the direct messages of two people is answered in those with Recall, which is not in theirs', async () => {
    const { ada, ben, slack } = room
    const theirs = slack.addChannel({ kind: 'im', bot: false })
    for (const one of [ada, ben]) theirs.members.add(one.id)
    const form = await (await ben.messageShortcut(await ada.write(theirs.id, 'Precision or recall?'), 'quiz-this')).modal()
    await ben.submit(form)
    expect(read(await slack.until(() => slack.messages(ben.directChannel().id)[0], 'an answer'))).toContain('Practice 1 of 5 · Metrics')
    expect(slack.messages(theirs.id)).toHaveLength(1)
  })
})
