import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldTyped } from '../../src/engine/typed.ts'

/** Every form of a row is the same answer. */
const same: [string, ...string[]][] = [
  ['softmax', 'Softmax', ' SOFTMAX ', 'soft max', 'softmax.', 'Softmax?', '“softmax”', '"softmax"', '`softmax`', 'the softmax', 'a softmax', 'soft-max', 'soft\u00admax'],
  ['naive Bayes', 'Naïve Bayes', 'NAÏVE  BAYES', 'naïve-bayes', 'nai\u0308ve bayes'],
  ['k-means', 'k means', 'K-Means', 'kmeans', 'k‑means', 'k – means'],
  ['state of the art', 'state-of-the-art'],
  ['precision at k', 'precision-at-k'],
  ['L2 norm', 'l2-norm', 'L₂ norm', 'L_2 norm', '\\ell_2 norm', '$L_{2}$-norm', 'ℓ₂ norm'],
  ['Straße', 'STRASSE'],
  ['σ', 'sigma', '\\sigma', '$\\sigma$', 'Σ', '𝜎'],
  ['μ', 'µ', 'mu', '\\mu', 'Mu'],
  ['ε', 'ϵ', 'epsilon', '\\epsilon', '\\varepsilon'],
  ['φ', 'ϕ', 'phi', '\\varphi'],
  ['β₁', 'β1', 'beta_1', 'beta 1', '\\beta_1', '\\beta_{1}', 'Beta1'],
  ['xᵢ', 'x_i', 'x_{i}', 'x_(i)'],
  ['D_KL', 'D_{KL}', 'Dₖₗ', 'd_(kl)'],
  ['d_ff', 'd_{ff}'],
  ['x²', 'x^2', 'x^{2}', 'x**2', 'x ^ 2', 'x^(2)'],
  ['10⁻⁸', '10^-8', '10^{-8}', '10 ^ (−8)', '10^–8'],
  ['A⁻¹', 'A^-1', 'A^{-1}', '\\mathbf{A}^{-1}'],
  ['Aᵀ', 'A^T', 'A^{T}'],
  ['1/2', '½', '1 / 2', '1∕2', '\\frac{1}{2}', '\\dfrac{1}{2}', '(1)/(2)', '1÷2'],
  ['2½', '2 ½', '2+1/2'],
  ['TP / (TP + FP)', 'tp/(tp+fp)', '\\frac{TP}{TP+FP}', '\\frac{\\text{TP}}{\\text{TP} + \\text{FP}}', '\\dfrac{\\mathrm{TP}}{\\mathrm{TP}+\\mathrm{FP}}'],
  ['√n', 'sqrt(n)', 'sqrt n', '\\sqrt{n}', '\\sqrt n'],
  ['x^{1/2}', 'x^{\\frac{1}{2}}', 'x^(1/2)'],
  ['log n', 'log(n)', '\\log n', 'log (n)'],
  ['a·b', 'a*b', 'a × b', 'a \\cdot b', 'a\\times b', 'a⋅b'],
  ['x − 1', 'x - 1', 'x-1', 'x–1'],
  ['σ − μ', 'sigma - mu', 'σ-μ', '\\sigma-\\mu'],
  ['a ≤ b', 'a <= b', 'a \\le b', 'a \\leq b', 'a ⩽ b'],
  ['a ≠ b', 'a != b', 'a \\neq b'],
  ['∞', 'infinity', '\\infty', 'Infinity'],
  ['∇f', '\\nabla f', 'nabla f'],
  ['ŷ', '\\hat{y}', 'y'],
  ['f′', "f'", 'f’'],
  ['‖x‖', '||x||', '\\|x\\|'],
  ['a\\,b', 'ab', 'a b'],
  ['0.5', '(0.5)', ' 0.5 ', '0.5.'],
]

/** No two forms of a row are the same answer. */
const different: [string, ...string[]][] = [
  ['x²', 'x₂', '2x', 'x·2', 'x+2', 'x-2', 'x/2'],
  ['n - 1', 'n + 1', 'n1', 'n', '1 - n'],
  ['a-b', 'ab', 'a+b', 'a/b', 'a*b'],
  ['x - y', 'xy'],
  ['wx - b', 'wxb', 'wx + b'],
  ['σ-μ', 'σμ', 'σ+μ', 'σ/μ'],
  ['n!', 'n', '5!', '5'],
  ['2½', '21/2', '2/2'],
  ['ξ', 'xᵢ', 'x^i'],
  ['e^{2x}', 'e^2x', 'e2x'],
  ['x^{ab}', 'x^a b'],
  ['a/(bc)', 'a/bc'],
  ['2(3)', '23', '2+3'],
  ['log_2 n', 'log 2n', 'log n'],
  ['sqrt(2x)', 'sqrt 2x'],
  ['0.5', '5', '0,5', '05', '-0.5', '.05'],
  ['3-4 epochs', '34 epochs'],
  ['-1', '1', '+1'],
  ['a < b', 'a > b', 'a <= b', 'a = b', 'a ≠ b'],
  ['a + b', 'b', 'a'],
  ['A B', 'B', 'BA'],
  ['aσ', 'σ'],
  ['f', "f'", "f''"],
  ['∑', 'Σ', '∏', 'Π'],
  ['L1', 'L2', 'L∞'],
  ['precision', 'recall', 'precision recall'],
  ['', 'the', 'a'],
]

describe('a typed answer is the same answer', () => {
  it.each(same)('as %s', (first, ...others) => {
    expect(others.map(other => [other, foldTyped(other)])).toEqual(others.map(other => [other, foldTyped(first)]))
  })
})

describe('a typed answer is another answer', () => {
  it.each(different)('than %s', (...forms) => {
    const folded = forms.map(foldTyped)
    expect(forms.filter((_, place) => folded.indexOf(folded[place] ?? '') < place)).toEqual([])
  })
})

describe('folding', () => {
  const letters = 'abxyzABXYZ0159αβσΣςξµ²₂⁻ᵢᵀ½éïÅßı+-−·×/*^_=<>()[]{}|!?.,\'"’`$\\ ≤≠√∞∇'.split('')
  const pieces = fc.constantFrom(...letters, 'the ', 'mean', 'test', 'log', 'sqrt', '\\frac{', '}{', '\\sqrt{', '\\sigma', '\\text{', '\\left(', '\\,', '\\hat{', '^{', '_{')
  const typed = fc.array(pieces, { maxLength: 14 }).map(parts => parts.join(''))

  it('of what is folded already changes nothing', () => {
    fc.assert(fc.property(typed, text => {
      expect(foldTyped(foldTyped(text))).toBe(foldTyped(text))
    }), { numRuns: 3000 })
  })

  it('takes any case for the same', () => {
    fc.assert(fc.property(typed, text => {
      expect(foldTyped(text.toUpperCase())).toBe(foldTyped(text))
      expect(foldTyped(text.toLowerCase())).toBe(foldTyped(text))
    }), { numRuns: 3000 })
  })

  it('takes any composition of accents, and spaces around it, for the same', () => {
    fc.assert(fc.property(typed, text => {
      expect(foldTyped(text.normalize('NFD'))).toBe(foldTyped(text))
      expect(foldTyped(`  ${text}\t`)).toBe(foldTyped(text))
    }), { numRuns: 3000 })
  })

  it('keeps whole numbers apart', () => {
    fc.assert(fc.property(fc.integer(), fc.integer(), (one, other) => {
      expect(foldTyped(String(one)) === foldTyped(String(other))).toBe(one === other)
    }))
  })

  it('ends soon, whatever is typed', () => {
    for (const part of ['(', '\\frac{', 'a-', '^{', '((a))', '\\left', '{}', '_1', 'log(x)-']) expect(foldTyped(part.repeat(400)).length).toBeLessThanOrEqual(part.length * 400 + 400)
  })
})
