import { describe, expect, it } from 'vitest'
import { isRight, isTyped, rightOf, takeSnapshot, type Snapshot } from '../../src/engine/question.ts'
import { foldTyped } from '../../src/engine/typed.ts'

const base = { id: 'metrics/one', hash: 'h', topic: 'metrics', topicTitle: 'Metrics', difficulty: 'easy', text: 'One?', explanation: 'So.', accepts: [] }
const choices: Snapshot = { ...base, choices: ['a', 'b', 'c', 'd'].map(text => ({ text, note: text === 'a' ? null : `not ${text}` })), answer: 'a' }
const truth: Snapshot = { ...base, choices: [{ text: 'True', note: 'no' }, { text: 'False', note: null }], answer: 'False' }
const typed: Snapshot = { ...base, choices: [], accepts: ['σ²', 'variance'].map(foldTyped), answer: 'σ²' }
const seeds = Array.from({ length: 2400 }, (_, seed) => `seed ${seed}`)

describe('a snapshot', () => {
  it('has the choices in an order of its seed: every place is about as often right', () => {
    const counts = [0, 0, 0, 0]
    for (const seed of seeds) counts[rightOf(takeSnapshot(choices, seed))] = (counts[rightOf(takeSnapshot(choices, seed))] ?? 0) + 1
    for (const count of counts) expect(count).toBeGreaterThan(500)
    expect(takeSnapshot(choices, 'x')).toEqual(takeSnapshot(choices, 'x'))
  })

  it('keeps each note at its choice, and True before False', () => {
    for (const seed of seeds.slice(0, 50)) {
      expect(takeSnapshot(choices, seed).choices.toSorted((a, b) => a.text.localeCompare(b.text))).toEqual(choices.choices)
      expect(takeSnapshot(truth, seed)).toEqual(truth)
    }
  })

  it('leaves the question as it was', () => {
    const before = structuredClone(choices)
    takeSnapshot(choices, 'x')
    expect(choices).toEqual(before)
  })
})

describe('an answer', () => {
  it('by a press is right at the place of the right choice only', () => {
    expect([0, 1, 2, 3, 4, -1].map(choice => isRight(choices, { choice, text: null }))).toEqual([true, false, false, false, false, false])
    expect(isRight(choices, { choice: null, text: 'a' })).toBe(false)
  })

  it('by typing is right in any spelling of an accepted form, and never when empty', () => {
    expect(isTyped(typed) && !isTyped(choices)).toBe(true)
    const right = (text: string | null) => isRight(typed, { choice: null, text })
    expect(['σ^2', 'Sigma²', '\\sigma^{2}', ' the Variance.'].map(right)).toEqual([true, true, true, true])
    expect(['σ', 'σ₂', 'sigma 2', '', '?', null].map(right)).toEqual([false, false, false, false, false, false])
    expect(isRight(typed, { choice: -1, text: null })).toBe(false)
  })
})
