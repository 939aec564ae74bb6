# Backfile: the command, the worker and the web page. Build: docker build -t backfile .   Run: docker run --rm backfile --help
FROM node:20-bookworm-slim AS build
WORKDIR /app
ENV TURBO_TELEMETRY_DISABLED=1
COPY . .
RUN npm ci && npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production BACKFILE_ARCHIVE=/var/lib/backfile
COPY --from=build /app /app
RUN mkdir -p /var/lib/backfile && chown node:node /var/lib/backfile
USER node
VOLUME /var/lib/backfile
# The web page and API (`serve`), and a worker's metrics (`worker`).
EXPOSE 8080 9464
ENTRYPOINT ["node", "/app/packages/cli/bin/backfile.js"]
CMD ["--help"]
