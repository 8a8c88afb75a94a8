# syntax=docker/dockerfile:1

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Without scripts: Node comes with the image, and what they would prepare is prepared below.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
 && mkdir -p node_modules/.cache \
 && chown node:node node_modules/.cache
COPY LICENSE ./
COPY src ./src
COPY knowledge ./knowledge
# What the first start would work out: a container that may not write could not keep it. Node keeps compiled code for
# the user who compiled it, so this is the user who runs it.
USER node
RUN node --import ./src/compile-cache.mjs src/prepare.ts

FROM node:24-slim
ENV NODE_ENV=production DATA_DIR=/data HOST=0.0.0.0 PORT=3000
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=build /app ./
USER node
VOLUME /data
EXPOSE 3000
# Alive, not ready: a platform or a database that is away is not mended by starting the bot again.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=2", "--import", "./src/compile-cache.mjs", "src/main.ts"]
