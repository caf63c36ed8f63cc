// lint-staged.config.js
export default {
  '**/*.{yml,yaml}': 'keepalive-lint --skip-others --allow-empty --no-environment --',
};
