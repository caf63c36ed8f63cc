// lint-staged.config.js
export default {
  '**/*{compose,stack,swarm}*.{yml,yaml}': 'keepalive-lint --skip-others --allow-empty --no-environment --',
};
