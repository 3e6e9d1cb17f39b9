import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Pictures are compressed already. */
const TEXT = /\.(js|css|html|svg|webmanifest)$/;

const AT_ITS_BEST = {
  br: { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } },
  gz: { level: constants.Z_BEST_COMPRESSION },
};

// A build happens once and is loaded often, so it takes the time that a server does not have to
// compress well. src/http/assets.rs gives these files out as they are.
export function precompress(): Plugin {
  return {
    name: "precompress",
    apply: "build",
    writeBundle: {
      // After all that writes files; the public ones are there before.
      order: "post",
      sequential: true,
      async handler({ dir = "dist" }) {
        const names = await readdir(dir, { recursive: true });
        await Promise.all(
          names.filter((name) => TEXT.test(name)).map((name) => compress(join(dir, name))),
        );
      },
    },
  };
}

async function compress(file: string) {
  const plain = await readFile(file);
  const packed = await Promise.all([
    brotli(plain, AT_ITS_BEST.br).then((bytes) => ({ file: `${file}.br`, bytes })),
    zip(plain, AT_ITS_BEST.gz).then((bytes) => ({ file: `${file}.gz`, bytes })),
  ]);
  const smaller = packed.filter(({ bytes }) => bytes.length < plain.length);
  await Promise.all(smaller.map(({ file, bytes }) => writeFile(file, bytes)));
}
