/** What all pictures have in common: a light, opaque card with round corners, and the colours on it. */

export const colours = { paper: '#fcfcfd', edge: '#d3d7df', ink: '#16181d', quiet: '#5b6270', line: '#e6e8ee', own: '#e4e9ff', ownEdge: '#3b51d6' }

/** Draws these SVG elements on a card of so many pixels. The corners outside it stay transparent. */
export function card(width: number, height: number, elements: string): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" color="${colours.ink}" fill="${colours.ink}">`,
    `<rect x="1" y="1" width="${width - 2}" height="${height - 2}" rx="20" fill="${colours.paper}" stroke="${colours.edge}" stroke-width="2"/>`,
    elements,
    '</svg>',
  ].join('')
}
