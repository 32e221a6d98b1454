import fc from 'fast-check'

// The same cases on every run, so that a failure is a change's and not chance's; FC_SEED=$RANDOM tries others.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20261124) })
