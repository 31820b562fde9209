import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slackLimits } from '../../src/render/limits.ts'
import { slackForm } from '../../src/render/slack-form.ts'
import { slackMessage } from '../../src/render/slack.ts'
import { card } from '../render/arbitrary.ts'
import { longestCards, longestForms } from '../render/cards.ts'
import { slackFaults } from '../render/faults.ts'
import { isTooLong, messageProblems, viewProblems } from './slack/blocks.ts'
import type { Json } from './slack/world.ts'

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
const button = (change: Json = {}) => ({ type: 'button', action_id: 'a', text: plain(1), ...change })
const option = (change: Json = {}) => ({ text: plain(1), value: 'v', ...change })
const list = (change: Json = {}) => ({ type: 'static_select', action_id: 'a', options: [option()], ...change })
const actions = (...elements: Json[]) => ({ type: 'actions', elements })
const image = { type: 'image', image_url: 'https://recall.example/p.png', alt_text: 'x' }
const many = <One>(count: number, one: One): One[] => Array<One>(count).fill(one)

/** Blocks that are one over a limit, with the field that is refused. */
const tooMuch: Record<string, { blocks: Json[], at: string }> = {
  'a header': { blocks: [{ type: 'header', text: plain(slackLimits.header + 1) }], at: 'blocks/0/text/text' },
  'a button': { blocks: [actions(button({ text: plain(slackLimits.buttonLabel + 1) }))], at: 'blocks/0/elements/0/text/text' },
  'the value of a button': { blocks: [actions(button({ value: 'x'.repeat(slackLimits.value + 1) }))], at: 'blocks/0/elements/0/value' },
  'an action_id': { blocks: [actions(button({ action_id: 'x'.repeat(slackLimits.actionId + 1) }))], at: 'blocks/0/elements/0/action_id' },
  'the buttons of a block': { blocks: [actions(...many(slackLimits.actions + 1, 0).map((_, place) => button({ action_id: `a${place}` })))], at: 'blocks/0/elements' },
  'the options of a list': { blocks: [actions(list({ options: many(slackLimits.options + 1, option()) }))], at: 'blocks/0/elements/0/options' },
  'an option': { blocks: [actions(list({ options: [option({ text: plain(slackLimits.option + 1) })] }))], at: 'blocks/0/elements/0/options/0/text/text' },
  'the value of an option': { blocks: [actions(list({ options: [option({ value: 'x'.repeat(slackLimits.optionValue + 1) })] }))], at: 'blocks/0/elements/0/options/0/value' },
  'a placeholder': { blocks: [actions(list({ placeholder: plain(slackLimits.placeholder + 1) }))], at: 'blocks/0/elements/0/placeholder/text' },
  'small print': { blocks: [{ type: 'context', elements: [plain(slackLimits.context + 1)] }], at: 'blocks/0/elements/0/text' },
  'the parts of small print': { blocks: [{ type: 'context', elements: many(slackLimits.contextParts + 1, plain(1)) }], at: 'blocks/0/elements' },
  'an alt text': { blocks: [{ ...image, alt_text: 'x'.repeat(slackLimits.alt + 1) }], at: 'blocks/0/alt_text' },
  'the title of a picture': { blocks: [{ ...image, title: plain(slackLimits.imageTitle + 1) }], at: 'blocks/0/title/text' },
  'the blocks of a message': { blocks: many(slackLimits.blocks + 1, { type: 'divider' }), at: 'blocks' },
}

describe('the stand-in of Slack', () => {
  it('takes every card as Recall renders it, and the longest of every view', () => {
    const refused = (blocks: unknown) => [...messageProblems(blocks), ...(isTooLong(blocks as Json[]) ? ['too long'] : [])]
    fc.assert(fc.property(card, one => { expect(refused(slackMessage(one, null).blocks)).toEqual([]) }), { numRuns: 100 })
    for (const one of Object.values(longestCards(length => 'x'.repeat(length)))) expect(refused(slackMessage(one, { image_url: image.image_url }).blocks)).toEqual([])
    for (const one of Object.values(longestForms(length => 'x'.repeat(length)))) expect(viewProblems('modal', slackForm(one, null))).toEqual([])
  })

  for (const [what, { blocks, at }] of Object.entries(tooMuch)) {
    it(`refuses ${what} over the limit, as the table of limits does, and names the field`, () => {
      expect(slackFaults({ text: 'x', blocks: blocks as never })).not.toEqual([])
      expect(messageProblems(blocks).map(({ path }) => path.join('/'))).toContain(at)
    })
  }

  it('refuses what is missing, unknown, empty or there twice', () => {
    const sentences = (...blocks: Json[]) => messageProblems(blocks).map(({ path, message }) => `${message} at ${path.join('/')}`)
    expect(sentences({ type: 'image', image_url: image.image_url })).toEqual(['missing required field: alt_text at blocks/0'])
    expect(sentences({ type: 'divider', colour: 'red' })).toEqual(['invalid additional property: colour at blocks/0'])
    expect(sentences({ type: 'poster' })).toEqual(['unsupported type: poster at blocks/0/type'])
    expect(sentences({ type: 'header', text: plain(0) })).toEqual(['must be more than 0 characters at blocks/0/text/text'])
    expect(sentences(actions(button(), button()))).toEqual(['`action_id` already exists: a at blocks/0/elements/1/action_id'])
    expect(sentences({ type: 'divider', block_id: 'b' }, { type: 'divider', block_id: 'b' })).toEqual(['`block_id` already exists: b at blocks/1/block_id'])
    expect(sentences({ type: 'section' })).toEqual(['must provide text or fields at blocks/0'])
  })

  it('refuses a modal that asks without a button to send it, and one with too long a title', () => {
    const input = { type: 'input', label: plain(1), element: { type: 'plain_text_input', action_id: 'a' } }
    expect(viewProblems('modal', { type: 'modal', title: plain(1), blocks: [input] }).map(({ path }) => path.join('/'))).toEqual(['view/submit'])
    expect(viewProblems('modal', { type: 'modal', title: plain(slackLimits.formTitle + 1), blocks: [] }).map(({ path }) => path.join('/'))).toEqual(['view/title/text'])
  })
})
