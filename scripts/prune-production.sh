#!/bin/sh
# Takes out of node_modules what only a developer's commands need: Prisma's CLI with its studio (a peer of the client), the
# query compilers of other databases, the pinned Node (the image brings its own), source maps.
set -eu
cd node_modules
rm -rf node .bin/node prisma typescript effect elkjs @zxing
rm -rf @prisma/studio-core @prisma/dev @prisma/config @prisma/engines @prisma/streams-local
find @prisma/client/runtime \( -name '*mysql*' -o -name '*sqlite*' -o -name '*sqlserver*' -o -name '*cockroachdb*' \) -delete
find . -name '*.map' -delete
