/** Two messages that are a lure only together. */
export const APPROACH =
  'Hello Sam! We are building a decentralized staking platform and the MVP is almost done. Part-time, fully remote, $90-140 per hour. Your background is a perfect fit for this developer job.'
export const RUN_THIS =
  'Before the interview please review our MVP: https://github.com/stakeorbit-labs/stakeorbit-mvp\nClone the repository, run npm install and npm start, and send me a screenshot of the running app.'
