/** Draws docs/redis-*.svg from the figures that `npm run bench -- redis` has kept, or from those of a file that is named. */
import { writeFileSync } from 'node:fs'
import { readFigures } from '../test/bench/redis/figures.ts'
import { drawPlots } from './plots/draw.ts'

for (const [part, picture] of Object.entries(drawPlots(readFigures(process.argv[2])))) writeFileSync(`docs/redis-${part}.svg`, picture)
