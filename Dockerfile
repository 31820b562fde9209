# Recall in a container: `docker build --tag recall .`; docs/hosting.md says how to run it.
FROM node:26.10.0-slim AS install
WORKDIR /recall
COPY package.json package-lock.json ./
# The image brings Node itself, so the one that npm has fetched can go.
RUN npm ci --omit=dev && rm -rf node_modules/.bin/node node_modules/node-linux-* node_modules/node-bin-* node_modules/node-darwin-*

FROM node:26.10.0-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /recall
COPY --from=install /recall/node_modules node_modules
COPY package.json LICENSE ./
COPY content content
COPY assets assets
COPY scripts/group.ts scripts/group.ts
COPY scripts/group scripts/group
COPY src src
# The only place that Recall writes to.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HTTP_PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
