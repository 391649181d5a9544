# Serialised TorchScript, no Python: see layers.py
class Written(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  # What layers.py computes, with its backward written out: autograd starts several operations where one is enough, and takes time
  # for each. What the way back looks at is laid on a tape on the way there, and taken from its end on the way back. g are the
  # gradients of the parameters p, in the same order, to which those of a batch are added.
  layers : __torch__.Layers
  # ids (B, T), gaps (B, T), classes and logs of layers.times, rows (P), noise as for training_users -> (P, d) user embeddings at the
  # rows
  def users(self: __torch__.Written,
    ids: Tensor,
    gaps: Tensor,
    classes: Tensor,
    logs: Tensor,
    rows: Tensor,
    noise: Tensor,
    p: List[Tensor],
    tape: List[Tensor]) -> Tensor:
    layers = self.layers
    x = (self).dropped((layers).embedded(ids, gaps, p), noise, 0, tape)
    for i in range(layers.layers):
      at = torch.mul(layers.layer_size, i)
      branch = torch.mul(2, i)
      normed = (self).norm(x, torch.add(at, layers.layer_attentionNorm_gamma), torch.add(at, layers.layer_attentionNorm_beta), p, tape)
      mixed = (self).attention(normed, classes, logs, p, at, tape)
      out = (self).linear(mixed, torch.add(at, layers.layer_attention_output_weight), torch.add(at, layers.layer_attention_output_bias), p, tape)
      x = torch.add(x, (self).dropped(torch.to(out, layers.float32), noise, torch.add(branch, 1), tape))
      normed = (self).norm(x, torch.add(at, layers.layer_feedForwardNorm_gamma), torch.add(at, layers.layer_feedForwardNorm_beta), p, tape)
      inner = (self).linear(normed, torch.add(at, layers.layer_feedForward_inner_weight), torch.add(at, layers.layer_feedForward_inner_bias), p, tape)
      hidden = (self).activated(inner, layers.swiglu, tape)
      out = (self).linear(hidden, torch.add(at, layers.layer_feedForward_outer_weight), torch.add(at, layers.layer_feedForward_outer_bias), p, tape)
      x = torch.add(x, (self).dropped(torch.to(out, layers.float32), noise, torch.add(branch, 2), tape))
    chosen = torch.index_select(torch.reshape(x, [-1, torch.size(x, 2)]), 0, rows)
    normed = (self).norm(chosen, layers.finalNorm_gamma, layers.finalNorm_beta, p, tape)
    if layers.headed:
      inner = (self).linear(normed, layers.head_inner_weight, layers.head_inner_bias, p, tape)
      hidden = (self).activated(inner, False, tape)
      out = torch.to((self).linear(hidden, layers.head_outer_weight, layers.head_outer_bias, p, tape), layers.float32)
    else:
      out = normed
    users = out
    if layers.cosine:
      length = torch.clamp_min(torch.norm(out, 2, [-1], True), 1e-12)
      users = torch.div(out, length)
      _0 = torch.append(tape, length)
      _1 = torch.append(tape, users)
    return users
  # gradient (P, d) of the users -> (B * T, d) of the item embeddings that were read; those of the other parameters are added to g
  def gradients(self: __torch__.Written,
    gradient: Tensor,
    ids: Tensor,
    gaps: Tensor,
    classes: Tensor,
    logs: Tensor,
    rows: Tensor,
    p: List[Tensor],
    g: List[Tensor],
    tape: List[Tensor]) -> Tensor:
    layers = self.layers
    dim = torch.size(gradient, 1)
    of_users = gradient
    if layers.cosine:
      users = torch.pop(tape)
      length = torch.pop(tape)
      along = torch.sum(torch.mul(gradient, users), [1], True)
      of_users = torch.div(torch.sub(gradient, torch.mul(users, along)), length)
    if layers.headed:
      of_hidden = (self).linear_gradient(of_users, layers.head_outer_weight, layers.head_outer_bias, g, tape)
      of_inner = (self).activated_gradient(of_hidden, False, tape)
      of_normed = (self).linear_gradient(of_inner, layers.head_inner_weight, layers.head_inner_bias, g, tape)
    else:
      of_normed = of_users
    of_chosen = (self).norm_gradient(of_normed, layers.finalNorm_gamma, layers.finalNorm_beta, p, g, tape)
    of_all = torch.zeros([torch.numel(ids), dim], dtype=layers.float32, device=gradient.device)
    of_x = torch.reshape(torch.index_add_(of_all, 0, rows, of_chosen), [torch.size(ids, 0), torch.size(ids, 1), dim])
    for j in range(layers.layers):
      at = torch.mul(layers.layer_size, torch.sub(torch.sub(layers.layers, 1), j))
      of_out = (self).dropped_gradient(of_x, tape)
      of_hidden = (self).linear_gradient(of_out, torch.add(at, layers.layer_feedForward_outer_weight), torch.add(at, layers.layer_feedForward_outer_bias), g, tape)
      of_inner = (self).activated_gradient(of_hidden, layers.swiglu, tape)
      of_normed = (self).linear_gradient(of_inner, torch.add(at, layers.layer_feedForward_inner_weight), torch.add(at, layers.layer_feedForward_inner_bias), g, tape)
      of_x = torch.add(of_x, (self).norm_gradient(of_normed, torch.add(at, layers.layer_feedForwardNorm_gamma), torch.add(at, layers.layer_feedForwardNorm_beta), p, g, tape))
      of_out = (self).dropped_gradient(of_x, tape)
      of_mixed = (self).linear_gradient(of_out, torch.add(at, layers.layer_attention_output_weight), torch.add(at, layers.layer_attention_output_bias), g, tape)
      of_normed = (self).attention_gradient(of_mixed, classes, logs, p, g, at, tape)
      of_x = torch.add(of_x, (self).norm_gradient(of_normed, torch.add(at, layers.layer_attentionNorm_gamma), torch.add(at, layers.layer_attentionNorm_beta), p, g, tape))
    of_read = (self).dropped_gradient(of_x, tape)
    _0 = torch.add_(torch.slice(g[layers.positions], 0, 0, torch.size(ids, 1)), torch.sum(of_read, [0]))
    if layers.told_gaps:
      of_gaps = torch.embedding_dense_backward(of_read, (layers).classes(gaps), torch.size(p[layers.gaps], 0), -1, False)
      _1 = torch.add_(g[layers.gaps], of_gaps)
    return torch.mul(torch.reshape(of_read, [-1, dim]), layers.input_scale)
  def norm(self: __torch__.Written,
    x: Tensor,
    gamma: int,
    beta: int,
    p: List[Tensor],
    tape: List[Tensor]) -> Tensor:
    y, mean, reciprocal = torch.native_layer_norm(x, [torch.size(x, -1)], p[gamma], p[beta], 1e-5)
    _0 = torch.append(tape, x)
    _1 = torch.append(tape, mean)
    _2 = torch.append(tape, reciprocal)
    return y
  def norm_gradient(self: __torch__.Written,
    gradient: Tensor,
    gamma: int,
    beta: int,
    p: List[Tensor],
    g: List[Tensor],
    tape: List[Tensor]) -> Tensor:
    layers = self.layers
    reciprocal = torch.pop(tape)
    mean = torch.pop(tape)
    x = torch.pop(tape)
    of_y = torch.to(gradient, layers.float32)
    of_x, of_gamma, of_beta = torch.native_layer_norm_backward(of_y, x, [torch.size(x, -1)], mean, reciprocal, p[gamma], p[beta], [True, True, True])
    _0 = torch.add_(g[gamma], of_gamma)
    _1 = torch.add_(g[beta], of_beta)
    return of_x
  # What a product multiplies
  def factor(self: __torch__.Written,
    x: Tensor) -> Tensor:
    layers = self.layers
    y = x
    if layers.bf16:
      y = torch.to(x, layers.bfloat16)
    return y
  def linear(self: __torch__.Written,
    x: Tensor,
    weight: int,
    bias: int,
    p: List[Tensor],
    tape: List[Tensor]) -> Tensor:
    factor = (self).factor(x)
    weights = (self).factor(p[weight])
    _0 = torch.append(tape, factor)
    _1 = torch.append(tape, weights)
    return torch.linear(factor, weights, (self).factor(p[bias]))
  def linear_gradient(self: __torch__.Written,
    gradient: Tensor,
    weight: int,
    bias: int,
    g: List[Tensor],
    tape: List[Tensor]) -> Tensor:
    layers = self.layers
    weights = torch.pop(tape)
    x = torch.pop(tape)
    of_y = (self).factor(gradient)
    flat = torch.reshape(of_y, [-1, torch.size(weights, 0)])
    flat_x = torch.reshape(x, [-1, torch.size(weights, 1)])
    if layers.bf16:
      _0 = torch.add_(g[weight], torch.mm(torch.t(flat), flat_x))
    else:
      _0 = torch.addmm_(g[weight], torch.t(flat), flat_x)
    _1 = torch.add_(g[bias], torch.sum(flat, [0]))
    return torch.matmul(of_y, weights)
  def activated(self: __torch__.Written,
    inner: Tensor,
    swiglu: bool,
    tape: List[Tensor]) -> Tensor:
    _0 = torch.append(tape, inner)
    if swiglu:
      gate, value = torch.chunk(inner, 2, -1)
      hidden = torch.mul(torch.silu(gate), value)
    else:
      hidden = torch.gelu(inner)
    return hidden
  def activated_gradient(self: __torch__.Written,
    gradient: Tensor,
    swiglu: bool,
    tape: List[Tensor]) -> Tensor:
    inner = torch.pop(tape)
    if swiglu:
      gate, value = torch.chunk(inner, 2, -1)
      of_gate = torch.silu_backward(torch.mul(gradient, value), gate)
      of_inner = torch.cat([of_gate, torch.mul(gradient, torch.silu(gate))], -1)
    else:
      of_inner = torch.gelu_backward(gradient, inner)
    return of_inner
  # Dropout alone; kept is nothing where none is dropped
  def dropped(self: __torch__.Written,
    x: Tensor,
    noise: Tensor,
    branch: int,
    tape: List[Tensor]) -> Tensor:
    layers = self.layers
    y = x
    if torch.gt(layers.dropped, 0):
      if layers.native:
        y, kept = torch.native_dropout(x, layers.dropout, True)
      else:
        bytes = torch.slice(torch.select(noise, 0, branch), 0, 0, torch.numel(x))
        kept = torch.reshape(torch.to(torch.ge(bytes, layers.dropped), layers.float32), torch.size(x))
        y = torch.mul(torch.mul(x, kept), torch.div(256., torch.sub(256, layers.dropped)))
      _0 = torch.append(tape, kept)
    return y
  def dropped_gradient(self: __torch__.Written,
    gradient: Tensor,
    tape: List[Tensor]) -> Tensor:
    layers = self.layers
    of_x = gradient
    if torch.gt(layers.dropped, 0):
      kept = torch.pop(tape)
      if layers.native:
        of_x = torch.native_dropout_backward(gradient, kept, torch.div(1., torch.sub(1., layers.dropout)))
      else:
        of_x = torch.mul(torch.mul(gradient, kept), torch.div(256., torch.sub(256, layers.dropped)))
    return of_x
  # As layers.attention, by products of (B * H, T, T)
  def attention(self: __torch__.Written,
    x: Tensor,
    classes: Tensor,
    logs: Tensor,
    p: List[Tensor],
    at: int,
    tape: List[Tensor]) -> Tensor:
    layers = self.layers
    batch = torch.size(x, 0)
    length = torch.size(x, 1)
    dim = torch.size(x, 2)
    width = torch.floordiv(dim, layers.heads)
    joined = (self).linear(x, torch.add(at, layers.layer_attention_queryKeyValue_weight), torch.add(at, layers.layer_attention_queryKeyValue_bias), p, tape)
    if torch.__not__(layers.native):
      joined = torch.to(joined, layers.float32)
    by_head = torch.permute(torch.reshape(joined, [batch, length, 3, layers.heads, width]), [2, 0, 3, 1, 4])
    three = torch.reshape(torch.contiguous(by_head), [3, torch.mul(batch, layers.heads), length, width])
    query = torch.select(three, 0, 0)
    key = torch.select(three, 0, 1)
    value = torch.select(three, 0, 2)
    if layers.pointwise:
      _0 = torch.div_(value, layers.window)
    else:
      _0 = torch.div_(query, torch.sqrt(width))
    mask = (layers).mask(torch.reshape(query, [batch, layers.heads, length, width]), classes, logs, p, at)
    if layers.biased:
      mask = torch.reshape(torch.expand(mask, [batch, layers.heads, length, length]), [-1, length, length])
    scores = torch.baddbmm(mask, query, torch.transpose(key, 1, 2))
    _1 = torch.append(tape, three)
    if layers.pointwise:
      weights = torch.silu(scores)
      _2 = torch.append(tape, scores)
    else:
      weights = torch.softmax(scores, -1)
    _3 = torch.append(tape, weights)
    mixed = torch.reshape(torch.bmm(weights, value), [batch, layers.heads, length, width])
    out = torch.reshape(torch.permute(mixed, [0, 2, 1, 3]), [batch, length, dim])
    if layers.pointwise:
      joint = out
      out, mean, reciprocal = torch.native_layer_norm(joint, [dim], None, None, 1e-5)
      _4 = torch.append(tape, joint)
      _5 = torch.append(tape, mean)
      _6 = torch.append(tape, reciprocal)
    gated = out
    if layers.gated:
      gate = (self).linear(x, torch.add(at, layers.layer_attention_gate_weight), torch.add(at, layers.layer_attention_gate_bias), p, tape)
      _7 = torch.append(tape, out)
      _8 = torch.append(tape, gate)
      if layers.silu_gate:
        gated = torch.mul(out, torch.silu(gate))
      else:
        gated = torch.mul(out, torch.sigmoid(gate))
    return gated
  def attention_gradient(self: __torch__.Written,
    gradient: Tensor,
    classes: Tensor,
    logs: Tensor,
    p: List[Tensor],
    g: List[Tensor],
    at: int,
    tape: List[Tensor]) -> Tensor:
    layers = self.layers
    batch = torch.size(gradient, 0)
    length = torch.size(gradient, 1)
    dim = torch.size(gradient, 2)
    width = torch.floordiv(dim, layers.heads)
    of_out = gradient
    of_x = gradient
    if layers.gated:
      gate = torch.pop(tape)
      out = torch.pop(tape)
      of_gated = torch.to(gradient, out.dtype)
      of_opened = torch.to(torch.mul(of_gated, out), gate.dtype)
      if layers.silu_gate:
        of_out = torch.mul(of_gated, torch.silu(gate))
        of_gate = torch.silu_backward(of_opened, gate)
      else:
        opened = torch.sigmoid(gate)
        of_out = torch.mul(of_gated, opened)
        of_gate = torch.sigmoid_backward(of_opened, opened)
      of_x = (self).linear_gradient(of_gate, torch.add(at, layers.layer_attention_gate_weight), torch.add(at, layers.layer_attention_gate_bias), g, tape)
    if layers.pointwise:
      reciprocal = torch.pop(tape)
      mean = torch.pop(tape)
      joint = torch.pop(tape)
      of_joint = torch.to(of_out, joint.dtype)
      of_out, _0, _1 = torch.native_layer_norm_backward(of_joint, joint, [dim], mean, reciprocal, None, None, [True, False, False])
    weights = torch.pop(tape)
    of_mixed = torch.permute(torch.reshape(of_out, [batch, length, layers.heads, width]), [0, 2, 1, 3])
    of_heads = torch.to(torch.reshape(of_mixed, [-1, length, width]), weights.dtype)
    if layers.pointwise:
      scores = torch.pop(tape)
    else:
      scores = weights
    three = torch.pop(tape)
    of_three = torch.empty_like(three)
    of_weights = torch.bmm(of_heads, torch.transpose(torch.select(three, 0, 2), 1, 2))
    if layers.pointwise:
      of_scores = torch.silu_backward(of_weights, scores)
    else:
      of_scores = torch._softmax_backward_data(of_weights, weights, -1, weights.dtype)
    _2 = torch.bmm(of_scores, torch.select(three, 0, 1), out=torch.select(of_three, 0, 0))
    _3 = torch.bmm(torch.transpose(of_scores, 1, 2), torch.select(three, 0, 0), out=torch.select(of_three, 0, 1))
    _4 = torch.bmm(torch.transpose(weights, 1, 2), of_heads, out=torch.select(of_three, 0, 2))
    if layers.pointwise:
      _5 = torch.div_(torch.select(of_three, 0, 2), layers.window)
    else:
      _5 = torch.div_(torch.select(of_three, 0, 0), torch.sqrt(width))
    if layers.biased:
      _6 = (self).mask_gradient(torch.reshape(of_scores, [batch, layers.heads, length, length]), classes, logs, p, g, at)
    by_head = torch.permute(torch.reshape(of_three, [3, batch, layers.heads, length, width]), [1, 3, 0, 2, 4])
    of_joined = torch.reshape(by_head, [batch, length, torch.mul(3, dim)])
    of_input = (self).linear_gradient(of_joined, torch.add(at, layers.layer_attention_queryKeyValue_weight), torch.add(at, layers.layer_attention_queryKeyValue_bias), g, tape)
    if layers.gated:
      of_input = torch.add(of_input, of_x)
    return of_input
  # gradient (B, H, T, T) of what layers.mask adds
  def mask_gradient(self: __torch__.Written,
    gradient: Tensor,
    classes: Tensor,
    logs: Tensor,
    p: List[Tensor],
    g: List[Tensor],
    at: int) -> Tensor:
    layers = self.layers
    of_mask = torch.to(gradient, layers.float32)
    if layers.position_bias:
      place = torch.add(at, layers.layer_attention_positionBias)
      of_all = torch.sum(of_mask, [0], True)
      _0 = torch.add_(g[place], (self).bias_gradient(of_all, (layers).distances(gradient), torch.size(p[place], 0)))
    if layers.time_bias:
      place = torch.add(at, layers.layer_attention_timeBias)
      _1 = torch.add_(g[place], (self).bias_gradient(of_mask, classes, torch.size(p[place], 0)))
    if layers.time_decay:
      by_scale = torch.bmm(torch.flatten(of_mask, 2), torch.transpose(logs, 1, 2))
      _2 = torch.add_(g[torch.add(at, layers.layer_attention_timeDecay)], torch.t(torch.sum(by_scale, [0])))
    return of_mask
  # gradient (B, H, T, T), classes (B, T, T) -> (number, H)
  def bias_gradient(self: __torch__.Written,
    gradient: Tensor,
    classes: Tensor,
    number: int) -> Tensor:
    layers = self.layers
    batch = torch.size(gradient, 0)
    length = torch.size(gradient, 2)
    index = torch.expand(torch.unsqueeze(classes, 1), [batch, layers.heads, length, length])
    of_table = torch.zeros([batch, layers.heads, length, number], dtype=gradient.dtype, device=gradient.device)
    return torch.t(torch.sum(torch.scatter_add_(of_table, 3, index, gradient), [0, 2]))
