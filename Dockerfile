# One image for api, worker and the migrate job; docker-compose.yml says which of them runs.
FROM node:20-bookworm-slim AS build
WORKDIR /ganh
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /ganh
COPY --from=build /ganh/package.json ./
COPY --from=build /ganh/node_modules ./node_modules
COPY --from=build /ganh/dist ./dist
COPY --from=build /ganh/scripts/healthy.mjs ./scripts/healthy.mjs
# New volumes take over who owns these folders.
RUN mkdir -p /var/ganh /run/ganh-keys && chown node:node /var/ganh /run/ganh-keys && chmod 700 /run/ganh-keys
USER node
EXPOSE 3000
CMD ["node", "--enable-source-maps", "dist/apps/api/main.js"]
