import { describe, expect, it } from 'vitest'
import { loadContent } from '../../src/content/load.ts'
import type { Card } from '../../src/bot/card.ts'
import { formulaCard } from '../../src/bot/views/formula.ts'
import { snippetCard } from '../../src/bot/views/snippet.ts'
import { discordForm } from '../../src/render/discord-form.ts'
import { discordMessage } from '../../src/render/discord.ts'
import { slackForm } from '../../src/render/slack-form.ts'
import { slackMessage } from '../../src/render/slack.ts'
import { longestCards, longestForms } from './cards.ts'
import { discordFaults, discordFormFaults, slackFaults, slackFormFaults } from './faults.ts'
import type { Fill } from './longest.ts'

const sentence = 'What is the loss of a model that is always sure, and always wrong? '
const of = (text: string): Fill => length => text.repeat(Math.ceil(length / text.length)).slice(0, length).trimEnd().padEnd(length, 'x')

/** What the longest texts are made of: words, signs that have to be escaped, and signs of three bytes. */
const fillings: Record<string, Fill> = { words: of(sentence), stars: of('*'), underscores: of('_a'), colons: of(':x'), quotations: of('`'), entities: of('&<'), ideographs: of('学') }

const onDiscord = (card: Card) => discordMessage(card, { picture: 'picture.png', private: true })
const onSlack = (card: Card) => slackMessage(card, { image_url: 'https://recall.example/picture.png' })

describe.each(Object.entries(fillings))('the longest legal content, made of %s', (_, fill) => {
  const cards = Object.entries(longestCards(fill))
  const forms = Object.entries(longestForms(fill))

  it.each(cards)('%s: fits on Discord', (_name, card) => expect(discordFaults(onDiscord(card))).toEqual([]))
  it.each(cards)('%s: fits on Discord without its picture', (_name, card) => expect(discordFaults(discordMessage(card, { picture: null, private: false }))).toEqual([]))
  it.each(cards)('%s: fits on Slack', (_name, card) => expect(slackFaults(onSlack(card))).toEqual([]))
  it.each(cards)('%s: fits on Slack without its picture', (_name, card) => expect(slackFaults(slackMessage(card, null))).toEqual([]))
  it.each(forms)('the form for %s: fits on Discord', (_name, form) => expect(discordFormFaults(discordForm(form))).toEqual([]))
  it.each(forms)('the form for %s: fits on Slack', (_name, form) => expect(slackFormFaults(slackForm(form, null))).toEqual([]))
})

describe('in words, the longest legal content', () => {
  /** Ten symbols with meanings of 160 characters, and twenty missed questions with answers of 160, are more than a message holds beside the rest. */
  const withFile = ['formula', 'formula that is a guess', 'summary of practice', 'every slot']
  const cards = Object.entries(longestCards(fillings['words'] as Fill)).filter(([name]) => !withFile.includes(name))

  it.each(cards)('%s: stands in the message on Discord, with nothing left over for a file', (_, card) => expect(onDiscord(card).files).toEqual([]))
})

describe('what Recall ships', () => {
  const { library } = loadContent('content')
  const leftOver = (cards: readonly Card[]) => cards.filter(card => onDiscord(card).files.length > 0).map(card => card.title)

  it('has formulas that stand in a message on Discord, with nothing left over for a file', () => {
    expect(leftOver(library.formulas.map(formula => formulaCard(formula, library, { typed: 'x'.repeat(100), others: library.formulas.slice(0, 2) })))).toEqual([])
  })

  it('has snippets that do', () => {
    expect(leftOver(library.snippets.map(snippet => snippetCard(snippet, library, { typed: 'x'.repeat(100), others: library.snippets.slice(0, 2) })))).toEqual([])
  })
})
