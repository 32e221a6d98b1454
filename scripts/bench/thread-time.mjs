// @ts-check
import { readFileSync, readdirSync } from 'node:fs'

/**
 * Milliseconds of processor time that service workers of a browser have had; undefined where the
 * system does not tell (only Linux does). What else runs on the machine does not count.
 * @param {string} profile folder of the browser's profile
 */
export function readWorkerTime(profile) {
  const processes = listProcesses()
  const roots = processes.filter(({ command }) => command.includes(profile)).map(({ id }) => id)
  const family = new Set(roots)
  for (let size = 0; size < family.size;) {
    size = family.size
    for (const { id, parent } of processes) if (family.has(parent)) family.add(id)
  }
  const times = [...family].flatMap(listWorkerTimes)
  return times.length === 0 ? undefined : times.reduce((sum, time) => sum + time, 0)
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function listProcesses() {
  const ids = listFolder('/proc').filter((name) => /^\d+$/.test(name))
  return ids.map((id) => ({
    id: Number(id),
    parent: Number(/^\d+ \(.*\) \S (\d+)/s.exec(readText(`/proc/${id}/stat`))?.[1] ?? 0),
    command: readText(`/proc/${id}/cmdline`),
  }))
}

/** @param {string} folder */
function listFolder(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** @param {number} id */
function listWorkerTimes(id) {
  return listFolder(`/proc/${id}/task`)
    .map((task) => `/proc/${id}/task/${task}`)
    .filter((task) => readText(`${task}/comm`).startsWith('ServiceWorker'))
    .map((task) => Number(readText(`${task}/schedstat`).split(' ')[0]) / 1e6)
}
