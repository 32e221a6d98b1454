/** crxjs bundles the script into one file and answers its path in the built extension. */
declare module '*?script&iife' {
  const path: string
  export default path
}
