/**
 * Letters of other scripts that look like Latin ones, from the shapes in the Unicode charts. Each line:
 * a Latin letter, then its look-alikes. `STRICT` ones can't be told apart in common fonts; `LOOSE` ones
 * are close enough to be read as the letter inside a word. Made of code points, since an editor shows
 * them all alike.
 */
const STRICT = `
a 430 251
b 42c
c 441 3f2 1d04 2ca5
d 501 10e7
e 435 4bd
f 192 a730
g 261 581
h 4bb 570
i 456 4cf
j 458 3f3
k 1d0b
l 4c0 7c0
n 578
o 43e 3bf 585 1d0f 2c9f 3c3
p 440 3c1 2ca3
q 51b 563
s 455 a731
u 57d 1d1c
v 475 3bd 1d20
w 51d 461 1d21
x 445 3c7 4b3
y 443 4af 3b3 1eff
z 1d22
A 410 391 13aa
B 412 392 13f4
C 421 3f9 2ca4 13df
E 415 395 13ac
F 3dc a4de
G 50c 13c0
H 41d 397 13bb
I 406 399 4c0
J 408 37f 13ab
K 41a 39a 13e6
L 13de
M 41c 39c 13b7
N 39d
O 41e 39f 555
P 420 3a1 13e2
Q 51a
S 405 54f 13da
T 422 3a4 13a2
V 474 13d9
W 51c 13b3
X 425 3a7
Y 423 4ae 3a5
Z 396 13c3
`
const LOOSE = `
a 3b1 1d00 250
b 432 44c 299 3b2 184 185
c 188
d 1d05 257
e 454 454 3b5 1d07 25b 212f
g 262 260
h 43d 29c 266
i 3b9 269 26a 131
j 1d0a
k 43a 3ba
l 29f 26d
m 43c 1d0d 271
n 438 43f 3b7 274 272 273
o 275
p 1d18
r 433 280 27e 1d26 279
t 442 3c4 1d1b 288
u 3c5 446 28b
w 448 3c9 26f
y 28f
z 290
`

function readTable(table: string): Map<string, string> {
  const map = new Map<string, string>()
  for (const line of table.trim().split('\n')) {
    const [latin = '', ...points] = line.split(' ')
    for (const point of points) map.set(String.fromCodePoint(parseInt(point, 16)), latin)
  }
  return map
}

const strict = readTable(STRICT)
const loose = readTable(LOOSE)

/** The Latin letter that a character can't be told from. */
export function toLatinStrictly(character: string): string | undefined {
  return strict.get(character)
}

/** The Latin letter that a character is read as inside a word. */
export function toLatin(character: string): string | undefined {
  return strict.get(character) ?? loose.get(character)
}
