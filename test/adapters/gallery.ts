/** One card of each kind, with every slot in use somewhere, to look at the page with. */
import type { Card, Form } from '../../src/bot/card.ts'

/** Cards of the length that content has. `at` is what their moments count from. */
export function gallery(at: number): Card[] {
  const answers = [{ label: 'A', press: 'a' }, { label: 'B', press: 'b' }, { label: 'C', press: 'c' }, { label: 'D', press: 'd' }]
  return [
    {
      kind: 'question', title: 'Question 1 of 5',
      text: 'A softmax over logits [2, 2, 2, 2] is followed by cross-entropy with a one-hot target. What is the loss?',
      rows: [{ label: 'A', text: 'ln 4' }, { label: 'B', text: '1/4' }, { label: 'C', text: '0, because all logits are equal' }, { label: 'D', text: '2 ln 2 - 2' }],
      buttons: answers, footer: ['Closes ', { at: at + 42_000, as: 'countdown' }, ' · 2 answers so far'],
    },
    {
      kind: 'question', title: 'Daily question · hard',
      text: ['A 7x7 convolution with stride 2 and padding 3 runs over a 224x224 image. What is the side of its output? Until ', { at: at + 80_000_000, as: 'day and time' }, '.'],
      buttons: [{ label: 'Type an answer', press: 'type', main: true, opens: 'form' }], footer: 'Nobody has answered yet',
    },
    {
      kind: 'reveal', tone: 'good', title: 'Answer to question 1 of 5',
      text: 'Four equal logits give each class a probability of 1/4, and the loss is -ln(1/4) = ln 4.',
      rows: [
        { label: 'A', text: 'ln 4', value: '3 · 75 %', mark: 'right' }, { label: 'B', text: '1/4', value: '0' },
        { label: 'C', text: '0, because all logits are equal', value: '1 · 25 %', mark: 'wrong', note: 'Equal logits mean full uncertainty, not a perfect prediction.' }, { label: 'D', text: '2 ln 2 - 2', value: '0' },
      ],
      buttons: [{ label: 'Why?', press: 'why' }, { label: 'Something wrong?', press: 'report', opens: 'form' }], footer: '3 of 4 were right',
    },
    {
      kind: 'podium', title: 'The round is over',
      rows: [
        { label: '1', text: 'Ada', value: '3/3 · 3,000' }, { label: '2', text: 'Grace', value: '2/3 · 2,000', mark: 'own' }, { label: '2', text: 'Alan', value: '2/3 · 2,000' },
        { label: '4', text: 'somebody with a very long name who would like to see it fit <b>here</b>', value: '0/3 · 0' },
      ],
      fields: [{ name: 'Team of the round', value: 'Bayes Watch, 5,000 points' }, { name: 'Missed most', value: 'How many parameters does a LayerNorm over 512 features have?' }],
      buttons: [{ label: 'Practise what you missed', press: 'again', main: true }],
    },
    {
      kind: 'leaderboard', title: 'Leaderboard of this week',
      image: { picture: { kind: 'places', title: 'This week', rows: [{ rank: '1', name: 'Ada', value: '12,400', own: false }, { rank: '2', name: 'Grace', value: '11,000', own: true }] }, alt: '1 Ada 12,400, 2 Grace 11,000' },
      rows: [{ label: '1', text: 'Ada', value: '12,400' }, { label: '2', text: 'Grace', value: '11,000', mark: 'own' }, { label: '3', text: 'Alan', value: '9,000' }],
      buttons: [{ label: 'Next ten', press: 'next' }], select: { placeholder: 'Another period', options: [{ label: 'Today', press: 'day' }, { label: 'This month', press: 'month' }, { label: 'All time', press: 'all' }] },
      footer: ['Ends ', { at: at + 200_000_000, as: 'day and time' }],
    },
    {
      kind: 'formula', title: 'Scaled dot-product attention', text: 'softmax(QKᵀ / √d) V',
      image: { picture: { kind: 'formula', latex: String.raw`\operatorname{Attention}(Q, K, V) = \operatorname{softmax}\!\left(\frac{QK^\top}{\sqrt{d_k}}\right) V` }, alt: 'Attention of Q, K and V is softmax of Q K transposed over the square root of d k, times V' },
      rows: [{ label: 'Q', text: 'queries, one row a position' }, { label: 'K', text: 'keys' }, { label: 'd', text: 'width of a key' }],
      fields: [{ name: 'Use it', value: 'Wherever positions must look at each other.' }, { name: 'Example', value: 'With d = 64 the scores are divided by 8.' }, { name: 'Pitfall', value: 'Forgetting the scale saturates the softmax for large d.' }],
      buttons: [{ label: 'Quiz me on it', press: 'quiz', main: true }],
      select: { placeholder: 'Related formulas', options: [{ label: 'Softmax', press: 'softmax' }, { label: 'Multi-head attention', press: 'heads' }] },
    },
    {
      kind: 'snippet', title: 'K-means in NumPy', code: { language: 'python', text: 'import numpy as np\n\ndef k_means(points, k, rounds=20, seed=0):\n    random = np.random.default_rng(seed)\n    centres = points[random.choice(len(points), k, replace=False)]\n    for _ in range(rounds):\n        nearest = np.linalg.norm(points[:, None] - centres[None], axis=2).argmin(axis=1)\n        centres = np.stack([points[nearest == j].mean(axis=0) if (nearest == j).any() else centres[j] for j in range(k)])\n    return centres, nearest' },
      rows: [{ label: '1', text: 'An empty cluster keeps its centre instead of becoming NaN.' }, { label: '2', text: 'The distances are one broadcast, no loop over points.' }],
    },
    {
      kind: 'progress', title: 'Your progress', text: 'Ada, 12,400 points this week, rank 1 of 8.',
      fields: [{ name: 'Streak', value: '9 days, 1 freeze held' }, { name: 'Answered', value: '64 questions, 51 right' }],
      rows: [{ label: 'Optimisation', text: '18 of 20 right', value: '90 %' }, { label: 'Probability', text: '9 of 15 right', value: '60 %' }],
      buttons: [{ label: 'Details', press: 'details' }],
    },
    { kind: 'verdict', tone: 'bad', title: 'Not quite', text: 'B was your answer; A is right: ln 4.', footer: 'Points move at the reveal.' },
    { kind: 'settings', title: 'Settings of this group', fields: [{ name: 'Time zone', value: 'Europe/Berlin' }, { name: 'Rounds may run in', value: '#general, #quiz' }], buttons: [{ label: 'Change', press: 'settings', main: true, opens: 'form' }] },
    { kind: 'help', title: 'What Recall does', text: 'Try one of these.', rows: [{ label: { command: 'quiz' }, text: 'A set of questions, just for you' }, { label: { command: 'rapid' }, text: 'A timed round for everyone' }, { label: { command: 'daily set' }, text: 'A question every day' }] },
    { kind: 'note', title: 'Your data', text: 'Here is all that Recall keeps about you.', file: { name: 'recall-ada.json', text: '{ "member": "Ada", "answers": [] }\n' } },
  ]
}

/** A form with a field of each kind. */
export const formOfAll: Form = {
  title: 'Settings', press: 'settings', submit: 'Save',
  fields: [
    { kind: 'text', name: 'zone', label: 'Time zone', hint: 'A name such as Europe/Berlin', required: true, value: 'UTC', most: 60, long: false },
    { kind: 'choice', name: 'verdict', label: 'Verdict of the daily', required: true, value: 'at once', options: [{ value: 'at once', label: 'At once' }, { value: 'at the reveal', label: 'At the reveal' }] },
    { kind: 'channels', name: 'channels', label: 'Rounds may run in', hint: 'None means everywhere', required: false, value: ['general'] },
    { kind: 'people', name: 'starters', label: 'Who may start rounds', required: true, value: [] },
    { kind: 'text', name: 'remark', label: 'Words for the group', required: false, value: '', most: 500, long: true },
  ],
}
