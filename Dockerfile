# Build: everything, then the pages and the database client.
FROM node:24-bookworm-slim AS build
WORKDIR /srv
COPY package.json package-lock.json ./
RUN npm install --no-save --no-audit --no-fund
COPY . .
RUN npx prisma generate && npx remix vite:build

# Run: production packages only.
FROM node:24-bookworm-slim AS packages
WORKDIR /srv
COPY package.json package-lock.json scripts/prune-production.sh ./
RUN npm install --no-save --omit=dev --ignore-scripts --no-audit --no-fund && ./prune-production.sh

FROM node:24-bookworm-slim
ENV NODE_ENV=production PORT=3000 DATA_DIR=/var/lib/tidings
WORKDIR /srv
RUN mkdir -p /var/lib/tidings && chown node:node /var/lib/tidings
COPY --from=packages /srv/node_modules ./node_modules
COPY --from=build /srv/build ./build
COPY --from=build /srv/prisma ./prisma
COPY --from=build /srv/app ./app
COPY package.json shopify.app.toml ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Straight, not through npm: signals reach the process.
CMD ["node", "--disable-warning=ExperimentalWarning", "app/main.ts"]
