// Runs exported models in ONNX Runtime: node run.mjs JOBS.json
//
// JOBS.json: [{ "model": PATH, "inputs": { NAME: { "file": PATH, "shape": [ROWS, …] } }, "outputs": { NAME: PATH } }]
// The files of inputs and outputs hold float32 numbers, little-endian, and nothing else. What is printed is a JSON array with what
// went wrong in each job, or null.

import { readFileSync, writeFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";

const sessions = new Map();

async function open(path) {
  if (!sessions.has(path)) {
    sessions.set(path, await InferenceSession.create(path, { executionProviders: ["cpu"], intraOpNumThreads: 1 }));
  }
  return sessions.get(path);
}

function read({ file, shape }) {
  const bytes = readFileSync(file);
  return new Tensor("float32", new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)), shape);
}

const jobs = JSON.parse(readFileSync(process.argv[2], "utf8"));
const errors = [];
for (const job of jobs) {
  try {
    const session = await open(job.model);
    const feeds = Object.fromEntries(Object.entries(job.inputs).map(([name, input]) => [name, read(input)]));
    const results = await session.run(feeds);
    for (const [name, path] of Object.entries(job.outputs)) {
      const { type, data } = results[name];
      if (type !== "float32") throw new Error(`${name} is ${type}`);
      writeFileSync(path, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
    errors.push(null);
  } catch (error) {
    errors.push(error.message);
  }
}
console.log(JSON.stringify(errors));
