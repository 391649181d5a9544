# Serialised TorchScript, no Python: the text that torch.jit.save writes for a module, and that the
# engine reads. It knows the operators of PyTorch alone, each by its full name; a method of the module
# is called as (self).name.
class Layers(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  # The engine's numbers for types
  float32 : int
  bfloat16 : int
  int64 : int
  float64 : int
  layers : int
  heads : int
  window : int
  dropped : int
  dropout : float
  native : bool
  cosine : bool
  bf16 : bool
  input_scale : float
  told_gaps : bool
  time_classes : int
  time_bias : bool
  time_decay : bool
  position_bias : bool
  biased : bool
  pointwise : bool
  gated : bool
  silu_gate : bool
  swiglu : bool
  headed : bool
  # Where a parameter stands in p; those of a layer where the first layer has them, and the next one
  # layer_size further on
  items : int
  positions : int
  gaps : int
  layer_size : int
  layer_attentionNorm_gamma : int
  layer_attentionNorm_beta : int
  layer_attention_timeBias : int
  layer_attention_timeDecay : int
  layer_attention_positionBias : int
  layer_attention_queryKeyValue_weight : int
  layer_attention_queryKeyValue_bias : int
  layer_attention_output_weight : int
  layer_attention_output_bias : int
  layer_attention_gate_weight : int
  layer_attention_gate_bias : int
  layer_feedForwardNorm_gamma : int
  layer_feedForwardNorm_beta : int
  layer_feedForward_inner_weight : int
  layer_feedForward_inner_bias : int
  layer_feedForward_outer_weight : int
  layer_feedForward_outer_bias : int
  finalNorm_gamma : int
  finalNorm_beta : int
  head_inner_weight : int
  head_inner_bias : int
  head_outer_weight : int
  head_outer_bias : int
  # ids (B, T), gaps (B, T) seconds to the next event, rows (P) flat positions b * T + t, noise (2 * layers + 1, at least B * T * d) random
  # bytes, p the parameters -> (P, d) user embeddings at the rows, as in training
  def training_users(self: __torch__.Layers,
    ids: Tensor,
    gaps: Tensor,
    rows: Tensor,
    noise: Tensor,
    p: List[Tensor]) -> Tensor:
    x = (self).embedded(ids, gaps, p)
    x = (self).plus(torch.zeros_like(x), x, noise, 0, True)
    return (self).head((self).transformed(x, gaps, noise, p, True), rows, p)
  # The same without dropout
  def users(self: __torch__.Layers,
    ids: Tensor,
    gaps: Tensor,
    rows: Tensor,
    p: List[Tensor]) -> Tensor:
    return (self).head((self).transformed((self).embedded(ids, gaps, p), gaps, ids, p, False), rows, p)
  # (B, T) -> (B, T, d)
  def embedded(self: __torch__.Layers,
    ids: Tensor,
    gaps: Tensor,
    p: List[Tensor]) -> Tensor:
    positions = torch.slice(p[self.positions], 0, 0, torch.size(ids, 1))
    x = torch.add(positions, torch.embedding(p[self.items], ids), alpha=self.input_scale)
    if self.told_gaps:
      y = torch.add(x, torch.embedding(p[self.gaps], (self).classes(gaps)))
    else:
      y = x
    return y
  # int64 seconds -> classes: 0 for none, the others begin at 1 second and end at 2 ** 30, each longer
  # than the one before by the same factor
  def classes(self: __torch__.Layers,
    seconds: Tensor) -> Tensor:
    places = torch.arange(0, torch.sub(self.time_classes, 1), 1, dtype=self.float64, device=seconds.device)
    begins = torch.pow(2., torch.div(torch.mul(places, 30.), torch.sub(self.time_classes, 2)))
    return torch.bucketize(seconds, torch.to(torch.round(begins), self.int64), right=True)
  # gaps (B, T) -> (B, T, T) seconds from the event of each column to the next one after that of the
  # row; not above 0 above the diagonal
  def spans(self: __torch__.Layers,
    gaps: Tensor) -> Tensor:
    after = torch.cumsum(gaps, 1)
    return torch.sub(torch.unsqueeze(after, 2), torch.unsqueeze(torch.sub(after, gaps), 1))
  # gaps (B, T) -> what biases of attention look at: classes (B, T, T) and logarithms (B, 8, T * T) of the spans
  # of time; the gaps themselves where no bias does
  def times(self: __torch__.Layers,
    gaps: Tensor) -> Tuple[Tensor, Tensor]:
    spans = gaps
    classes = gaps
    logs = gaps
    if torch.__or__(self.time_bias, self.time_decay):
      spans = (self).spans(gaps)
    if self.time_bias:
      classes = (self).classes(spans)
    if self.time_decay:
      logs = (self).logs(spans)
    return (classes, logs)
  # spans (B, T, T) -> (B, 8, T * T) logarithms of 1 + the span in units of 1, 16, ... 16 ** 7 seconds
  def logs(self: __torch__.Layers,
    spans: Tensor) -> Tensor:
    scales = torch.pow(16., torch.arange(0, 8, 1, dtype=self.float32, device=spans.device))
    seconds = torch.to(torch.clamp_min(spans, 0), self.float32)
    by_scale = torch.div(torch.unsqueeze(seconds, 1), torch.reshape(scales, [1, 8, 1, 1]))
    return torch.log1p(torch.flatten(by_scale, 2))
  # (B, T, d) -> (B, T, d)
  def transformed(self: __torch__.Layers,
    x: Tensor,
    gaps: Tensor,
    noise: Tensor,
    p: List[Tensor],
    training: bool) -> Tensor:
    y = x
    classes, logs = (self).times(gaps)
    for i in range(self.layers):
      at = torch.mul(self.layer_size, i)
      branch = torch.mul(2, i)
      normed = (self).norm(y, p[torch.add(at, self.layer_attentionNorm_gamma)], p[torch.add(at, self.layer_attentionNorm_beta)])
      mixed = (self).attention(normed, classes, logs, p, at)
      out = (self).linear(mixed, p[torch.add(at, self.layer_attention_output_weight)], p[torch.add(at, self.layer_attention_output_bias)])
      y = (self).plus(y, torch.to(out, self.float32), noise, torch.add(branch, 1), training)
      normed = (self).norm(y, p[torch.add(at, self.layer_feedForwardNorm_gamma)], p[torch.add(at, self.layer_feedForwardNorm_beta)])
      out = (self).feed_forward(normed, p, at)
      y = (self).plus(y, torch.to(out, self.float32), noise, torch.add(branch, 2), training)
    return y
  # (..., d) -> (..., d)
  def norm(self: __torch__.Layers,
    x: Tensor,
    gamma: Tensor,
    beta: Tensor) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], gamma, beta, 1e-5)
  # (B, T, d) -> (B, T, d); at is how far the layer's parameters stand behind those of the first
  def feed_forward(self: __torch__.Layers,
    x: Tensor,
    p: List[Tensor],
    at: int) -> Tensor:
    inner = (self).linear(x, p[torch.add(at, self.layer_feedForward_inner_weight)], p[torch.add(at, self.layer_feedForward_inner_bias)])
    if self.swiglu:
      gate, value = torch.chunk(inner, 2, 2)
      hidden = torch.mul(torch.silu(gate), value)
    else:
      hidden = torch.gelu(inner)
    return (self).linear(hidden, p[torch.add(at, self.layer_feedForward_outer_weight)], p[torch.add(at, self.layer_feedForward_outer_bias)])
  # (B, T, d) -> (B, T, d); a position sees itself and earlier ones. classes (B, T, T) and logs
  # (B, 8, T * T) of spans of time are looked at where the time is a bias of attention. In float32 on a
  # CPU: for bfloat16 the engine sets up a product for each window and head anew, which takes longer
  # than the product.
  def attention(self: __torch__.Layers,
    x: Tensor,
    classes: Tensor,
    logs: Tensor,
    p: List[Tensor],
    at: int) -> Tensor:
    batch = torch.size(x, 0)
    length = torch.size(x, 1)
    dim = torch.size(x, 2)
    by_head = [batch, length, self.heads, torch.floordiv(dim, self.heads)]
    joined = (self).linear(x, p[torch.add(at, self.layer_attention_queryKeyValue_weight)], p[torch.add(at, self.layer_attention_queryKeyValue_bias)])
    if self.native:
      qkv = joined
    else:
      qkv = torch.to(joined, self.float32)
    q, k, v = torch.chunk(qkv, 3, 2)
    query = torch.transpose(torch.reshape(q, by_head), 1, 2)
    key = torch.transpose(torch.reshape(k, by_head), 1, 2)
    value = torch.transpose(torch.reshape(v, by_head), 1, 2)
    if self.pointwise:
      scores = torch.add(torch.matmul(query, torch.transpose(key, 2, 3)), (self).mask(query, classes, logs, p, at))
      mixed = torch.matmul(torch.silu(scores), torch.div(value, self.window))
    else:
      if self.biased:
        mixed = torch.scaled_dot_product_attention(query, key, value, (self).mask(query, classes, logs, p, at), 0., False)
      else:
        mixed = torch.scaled_dot_product_attention(query, key, value, None, 0., True)
    joint = torch.reshape(torch.transpose(mixed, 1, 2), [batch, length, dim])
    if self.pointwise:
      out = torch.layer_norm(joint, [dim], None, None, 1e-5)
    else:
      out = joint
    if self.gated:
      gate = (self).linear(x, p[torch.add(at, self.layer_attention_gate_weight)], p[torch.add(at, self.layer_attention_gate_bias)])
      if self.silu_gate:
        gated = torch.mul(out, torch.silu(gate))
      else:
        gated = torch.mul(out, torch.sigmoid(gate))
    else:
      gated = out
    return gated
  # What is added to the scores of a query (B, H, T, d / H): the biases, and where a position must not
  # look a number so low that nothing is left
  def mask(self: __torch__.Layers,
    query: Tensor,
    classes: Tensor,
    logs: Tensor,
    p: List[Tensor],
    at: int) -> Tensor:
    length = torch.size(query, 2)
    mask = torch.triu(torch.full([length, length], -1e9, dtype=query.dtype, device=query.device), 1)
    if self.position_bias:
      of_distance = p[torch.add(at, self.layer_attention_positionBias)]
      mask = torch.add(mask, (self).bias(torch.to(of_distance, query.dtype), (self).distances(query)))
    if self.time_bias:
      of_class = p[torch.add(at, self.layer_attention_timeBias)]
      mask = torch.add(mask, (self).bias(torch.to(of_class, query.dtype), classes))
    if self.time_decay:
      of_scale = torch.unsqueeze(torch.t(p[torch.add(at, self.layer_attention_timeDecay)]), 0)
      of_scales = torch.expand(of_scale, [torch.size(logs, 0), -1, -1])
      decay = torch.reshape(torch.bmm(of_scales, logs), [-1, self.heads, length, length])
      mask = torch.add(mask, torch.to(decay, query.dtype))
    return mask
  # query (B, H, T, d / H) -> (1, T, T) positions from the event of each column to that of the row; 0
  # above the diagonal
  def distances(self: __torch__.Layers,
    query: Tensor) -> Tensor:
    position = torch.arange(0, torch.size(query, 2), 1, dtype=self.int64, device=query.device)
    distance = torch.sub(torch.unsqueeze(position, 1), torch.unsqueeze(position, 0))
    return torch.unsqueeze(torch.clamp_min(distance, 0), 0)
  # biases (classes, H), classes (B, T, T) -> (B, H, T, T). Gathered within each row: an embedding's
  # gradient would go from place to place.
  def bias(self: __torch__.Layers,
    biases: Tensor,
    classes: Tensor) -> Tensor:
    batch = torch.size(classes, 0)
    length = torch.size(classes, 1)
    of_heads = torch.unsqueeze(torch.unsqueeze(torch.t(biases), 0), 2)
    table = torch.expand(of_heads, [batch, self.heads, length, torch.size(biases, 0)])
    index = torch.expand(torch.unsqueeze(classes, 1), [batch, self.heads, length, length])
    return torch.gather(table, 3, index)
  # (..., in) -> (..., out); in bfloat16 where asked for, parameters stay float32
  def linear(self: __torch__.Layers,
    x: Tensor,
    weight: Tensor,
    bias: Tensor) -> Tensor:
    if self.bf16:
      y = torch.linear(torch.to(x, self.bfloat16), torch.to(weight, self.bfloat16), torch.to(bias, self.bfloat16))
    else:
      y = torch.linear(x, weight, bias)
    return y
  # x + dropout(out). Random bytes from outside are quicker than the engine's own generator, which
  # uses one core.
  def plus(self: __torch__.Layers,
    x: Tensor,
    out: Tensor,
    noise: Tensor,
    branch: int,
    training: bool) -> Tensor:
    if torch.__not__(torch.__and__(training, torch.gt(self.dropped, 0))):
      y = torch.add(x, out)
    else:
      if self.native:
        y = torch.add(x, torch.dropout(out, self.dropout, True))
      else:
        bytes = torch.slice(torch.select(noise, 0, branch), 0, 0, torch.numel(out))
        kept = torch.reshape(torch.to(torch.ge(bytes, self.dropped), self.float32), torch.size(out))
        y = torch.addcmul(x, out, kept, value=torch.div(256., torch.sub(256, self.dropped)))
    return y
  # (B, T, d), (P) -> (P, d): norm and head at the rows alone
  def head(self: __torch__.Layers,
    x: Tensor,
    rows: Tensor,
    p: List[Tensor]) -> Tensor:
    chosen = torch.index_select(torch.reshape(x, [-1, torch.size(x, 2)]), 0, rows)
    normed = (self).norm(chosen, p[self.finalNorm_gamma], p[self.finalNorm_beta])
    if self.headed:
      inner = torch.gelu((self).linear(normed, p[self.head_inner_weight], p[self.head_inner_bias]))
      out = torch.to((self).linear(inner, p[self.head_outer_weight], p[self.head_outer_bias]), self.float32)
    else:
      out = normed
    return (self).comparable(out)
  # (..., d) -> (..., d), of unit length where the model compares by cosine
  def comparable(self: __torch__.Layers,
    x: Tensor) -> Tensor:
    if self.cosine:
      y = torch.div(x, torch.clamp_min(torch.norm(x, 2, [-1], True), 1e-12))
    else:
      y = x
    return y
