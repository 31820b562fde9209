import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../src/bot/card.ts'
import { replyTo } from '../../src/bot/handle.ts'
import { suggest } from '../../src/bot/suggest.ts'
import { library, shipped } from '../support/library.ts'
import { openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const ada = () => world.actor('Ada')
const formula = async (name: string) => await ada().command('formula', { name })
const snippet = async (name: string) => await ada().command('snippet', { name })
const labels = (card: Card) => card.buttons?.map(button => button.label) ?? []
const options = (card: Card) => card.select?.options.map(option => option.label) ?? []

/** Presses the button or chooses the option with this label. */
async function press(card: Card, label: string): Promise<Card> {
  const found = [...card.buttons ?? [], ...card.select?.options ?? []].find(one => one.label === label)
  if (found === undefined) throw new Error(`There is no "${label}" but ${[...labels(card), ...options(card)].join(', ')}.`)
  return await ada().press(found.press)
}

describe('/formula', () => {
  it('shows the picture, what each symbol means, when to use it, a worked number, a pitfall, related ones, and a quiz', async () => {
    const card = await formula('f1')
    expect(card).toMatchObject({ kind: 'formula', title: 'F1 score', image: { picture: { kind: 'formula' } }, rows: expect.arrayContaining([{ label: 'P', text: 'precision: share of the flagged items that are truly positive' }]) })
    expect(card.image?.alt).toContain('F1 score: F₁ = 2PR / (P + R)')
    expect(card.fields?.map(field => field.name)).toEqual(['When to use it', 'Example', 'Pitfall'])
    expect(labels(card)).toEqual(['Quiz me on this', 'See: Precision', 'See: Recall (sensitivity, true-positive rate)', 'See: Accuracy'])
    expect(card.footer).toContain('Manning')
    expect((await press(card, 'Quiz me on this')).title).toMatch(/^Practice 1 of 3/)
  })

  it.each(['f1', 'F₁', 'f-measure', 'what is the formula for the F1 score?'])('says nothing of a guess where it is called exactly so: %s', async name => {
    expect(await formula(name)).toMatchObject({ title: 'F1 score' })
    expect((await formula(name)).text).toBeUndefined()
  })

  it('says what it found where nothing is called so, and offers up to two others that come near', async () => {
    const card = await formula('cros entropy')
    expect(card).toMatchObject({ title: 'Cross-entropy (log loss)', text: 'No formula is called "cros entropy". This is the nearest; the first buttons show the next ones.' })
    expect(labels(card).filter(label => label.startsWith('Or: ')).length).toBeLessThanOrEqual(2)
    expect(await press(card, 'Or: Perplexity')).toMatchObject({ title: 'Perplexity' })
  })

  it('offers each formula once', async () => {
    for (const { name } of library.formulas) {
      const presses = (await formula(`${name} x`)).buttons?.map(button => button.press) ?? []
      expect([name, new Set(presses).size]).toEqual([name, presses.length])
    }
  })

  it('shows a related formula on a press, as a message of its own', async () => {
    const card = await formula('f1')
    expect((await press(card, 'See: Precision')).title).toBe('Precision')
    expect(replyTo({ did: { type: 'press', press: card.buttons?.[1]?.press ?? '' } } as Parameters<typeof replyTo>[0])).toBe('person')
  })

  it('asks "did you mean" where names come near, and lets one browse by topic', async () => {
    const card = await formula('probable')
    expect(card).toMatchObject({ title: 'I found no formula for "probable"', text: 'Did you mean one of these? You can also browse by topic.' })
    expect(labels(card).length).toBeGreaterThan(0)
    expect(labels(card).length).toBeLessThanOrEqual(3)
    expect(options(card)).toContain('Metrics (22)')
    const name = labels(card)[0] ?? ''
    expect((await press(card, name)).title).toBe(name)
  })

  it('finds nothing where nothing is similar, and says how to go on', async () => {
    const card = await formula('kubernetes')
    expect([card.title, card.text, labels(card)]).toEqual(['I found no formula for "kubernetes"', 'Try another word for it, or browse by topic.', []])
    const topic = await press(card, 'Metrics (22)')
    expect(topic.title).toBe('Metrics: 22 formulas')
    expect(options(topic)).toEqual(library.formulas.filter(one => one.topic === 'metrics').map(one => one.name))
    expect((await press(topic, 'Dice coefficient')).title).toBe('Dice coefficient')
    expect((await press(topic, 'All topics')).title).toBe('Formulas by topic')
    expect(replyTo({ did: { type: 'press', press: card.select?.options[0]?.press ?? '' } } as Parameters<typeof replyTo>[0])).toBe('message')
  })

  it('lists only topics that have formulas', async () => {
    const [first] = library.formulas
    await world.close()
    world = await openWorld({ library: { ...library, formulas: first === undefined ? [] : [first] } })
    expect(options(await formula('kubernetes'))).toEqual(['Linear algebra (1)'])
  })

  it('goes on to more pages where a topic, or the topics, are more than a list takes', async () => {
    const [first] = library.formulas
    const topics = Array.from({ length: 30 }, (_, place) => ({ id: `t${place}`, title: `Topic ${place}`, weight: 1 }))
    const formulas = topics.flatMap(({ id }, place) => Array.from({ length: place === 0 ? 60 : 1 }, (_, number) => ({ ...(first as typeof library.formulas[number]), id: `${id}/f${number}`, name: `F ${place} ${number}`, topic: id, related: [] })))
    await world.close()
    world = await openWorld({ library: { ...library, topics, formulas } })
    const all = await formula('kubernetes')
    expect([options(all).length, labels(all)]).toEqual([25, ['More']])
    const rest = await press(all, 'More')
    expect([options(rest).length, labels(rest)]).toEqual([5, ['Back']])
    let page = await press(await press(rest, 'Back'), 'Topic 0 (60)')
    const seen = [...options(page)]
    for (; labels(page).includes('More'); seen.push(...options(page))) page = await press(page, 'More')
    expect(seen).toEqual(Array.from({ length: 60 }, (_, number) => `F 0 ${number}`))
  })

  it('works in a direct message', async () => {
    const alone = world.actor('Ada', { alone: true, home: 'dm-ada' })
    const card = await alone.command('formula', { name: 'f1' })
    expect(card.title).toBe('F1 score')
    expect((await alone.press(card.buttons?.[1]?.press ?? '')).title).toBe('Precision')
  })

  it('says that a button for a formula that is gone is not one of its own any more', async () => {
    for (const press of ['formula:zzz', 'snippet:zzz', 'browse:formula:metrics:x', 'browse:other:metrics:0', 'formula:a:b']) {
      expect(plain((await ada().press(press)).text ?? '')).toMatch(/^That button is not one of mine any more/)
    }
    expect((await ada().press('browse:formula:no-such-topic:7'))).toMatchObject({ title: 'no-such-topic: 0 formulas' })
  })

  it('is completed while it is typed: what is like it first, then names with these letters; all while nothing is typed', async () => {
    const complete = async (typed: string) => await suggest(world.bot, { channel: { platform: 'test', home: 'h', id: 'general' } }, 'formula', 'name', typed)
    expect(await complete('')).toEqual(library.formulas.slice(0, 25).map(one => one.name))
    expect((await complete('f1'))[0]).toBe('F1 score')
    expect(await complete('ei')).toContain('Eigenvalue equation')
    expect((await complete('auroc'))[0]).toBe('Area under the ROC curve')
    expect(await complete('kubernetes')).toEqual([])
    expect(new Set(await complete('a')).size).toBe((await complete('a')).length)
  })
})

describe('/snippet', () => {
  it('shows the code, what to notice and a common bug', async () => {
    const card = await snippet('softmax')
    expect(card).toMatchObject({ kind: 'snippet', title: 'Stable softmax', code: { language: 'python' }, fields: [{ name: 'A common bug' }] })
    expect(card.text).toBeUndefined()
  })

  it('says what it found where nothing is called so', async () => {
    expect(await snippet('logistic regresion grad')).toMatchObject({ title: 'Gradient step of logistic regression', text: expect.stringContaining('No snippet is called "logistic regresion grad".') })
  })

  it('offers what comes near, and browsing by topic, where nothing is similar', async () => {
    const card = await snippet('kubernetes')
    expect(card).toMatchObject({ title: 'I found no snippet for "kubernetes"', text: 'Try another word for it, or browse by topic.' })
    const topic = await press(card, 'Metrics (1)')
    expect(topic.title).toBe('Metrics: 1 snippet')
    expect((await press(topic, 'Precision, recall and F1 from counts')).kind).toBe('snippet')
  })
})

describe('/concept', () => {
  beforeEach(async () => {
    await world.close()
    world = await openWorld({ library: shipped })
  })
  const concept = async (name: string) => await ada().command('concept', { name })

  it('says the idea, an intuition and a trap, with related formulas and a quiz', async () => {
    const card = await concept('overfitting')
    expect(card).toMatchObject({ kind: 'concept', title: 'Overfitting', fields: [{ name: 'Intuition' }, { name: 'Trap' }] })
    expect(labels(card)[0]).toBe('Quiz me on this')
    expect((await press(card, 'Quiz me on this')).title).toMatch(/^Practice 1 of \d/)
  })

  it('says what it found where nothing is called so, and browses by topic where nothing is similar', async () => {
    expect(await concept('overfiting')).toMatchObject({ title: 'Overfitting', text: expect.stringMatching(/^No concept is called "overfiting"\. This is the nearest.*\n\n/) as string })
    const none = await concept('sourdough')
    expect(none.title).toBe('I found no concept for "sourdough"')
    const topic = await press(none, options(none).find(label => label.startsWith('Machine-learning basics')) ?? '')
    expect(topic.title).toMatch(/^Machine-learning basics: \d+ concepts$/)
    expect((await press(topic, 'Overfitting')).kind).toBe('concept')
  })

  it('offers what is called exactly so among formulas and code, where no concept is', async () => {
    const card = await concept('precision')
    expect(labels(card)[0]).toBe('Formula: Precision')
    expect((await press(card, 'Formula: Precision')).kind).toBe('formula')
    expect(labels(await formula('overfitting'))[0]).toBe('Concept: Overfitting')
    expect(labels(await concept('overfitting')).filter(label => /^(Formula|Code): /.test(label))).toEqual([])
  })

  it('completes names, and finds every concept that Recall ships by its name', async () => {
    expect(shipped.concepts.length).toBeGreaterThan(0)
    for (const { name } of shipped.concepts) expect((await concept(name)).title).toBe(name)
    expect(await suggest(world.bot, { channel: { platform: 'test', home: 'h', id: 'general' } }, 'concept', 'name', 'overf')).toContain('Overfitting')
  })
})
